package io.checkpost.ingest.portal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes a portal's secrets, and digests the ones that are only ever compared. */
final class Secrets {

  /** The length of a token: 32 bytes in base64url without padding. */
  static final int TOKEN_LENGTH = 43;

  /** What {@code sealed_header_value} and the former one are sealed for. */
  static final String HEADER_VALUE = "portal.header-value";

  /** What {@code sealed_signing_secret} and the former one are sealed for. */
  static final String SIGNING_SECRET = "portal.signing-secret";

  /** What {@code sealed_relay_headers} is sealed for. */
  static final String RELAY_HEADERS = "portal.relay-headers";

  /** What {@code sealed_client_id} is sealed for. */
  static final String CLIENT_ID = "portal.client-id";

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  static String newToken() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
  }

  /** Makes a secret in the form of Standard Webhooks. */
  static String newSigningSecret() {
    return "whsec_" + Base64.getEncoder().encodeToString(randomBytes());
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** A token has 256 random bits, so that a fast digest gives nothing away. */
  static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
