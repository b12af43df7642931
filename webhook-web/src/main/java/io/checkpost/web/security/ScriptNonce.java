package io.checkpost.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What marks the scripts that Faces itself writes into a page, so that the browser runs them and no
 * other. Each answer has its own.
 */
final class ScriptNonce {

  private static final String ATTRIBUTE = ScriptNonce.class.getName();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private ScriptNonce() {}

  /** Makes the one of a request's answer. */
  static String make(HttpServletRequest request) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    request.setAttribute(ATTRIBUTE, nonce);
    return nonce;
  }

  /** Returns the one of a request's answer; null where it has none. */
  static @Nullable String of(Object request) {
    return request instanceof HttpServletRequest http
            && http.getAttribute(ATTRIBUTE) instanceof String nonce
        ? nonce
        : null;
  }
}
