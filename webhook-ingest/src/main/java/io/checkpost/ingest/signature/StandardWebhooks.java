package io.checkpost.ingest.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The symmetric signature of <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>:
 * HMAC-SHA256 over id, time and body, with a secret written as {@code whsec_} and base64. Safe for
 * use by many threads.
 */
public final class StandardWebhooks {

  /** The header for the id, the same on every attempt. */
  public static final String ID = "webhook-id";

  /** The header for the time of the attempt, in whole seconds since 1970. */
  public static final String TIMESTAMP = "webhook-timestamp";

  /** The header for the signatures, one or several joined by spaces. */
  public static final String SIGNATURE = "webhook-signature";

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private StandardWebhooks() {}

  /**
   * Signs a body.
   *
   * @param secret {@code whsec_} and base64
   * @param id what {@link #ID} says
   * @param timestamp what {@link #TIMESTAMP} says, of which whole seconds count
   * @param body the bytes as they are sent
   * @return one signature for {@link #SIGNATURE}
   * @throws IllegalArgumentException when the secret is none; it is not repeated in the message
   */
  public static String sign(String secret, String id, Instant timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static byte[] key(String secret) {
    byte[] key =
        secret.startsWith(PREFIX) ? decoded(secret.substring(PREFIX.length())) : new byte[0];
    if (key.length == 0) {
      throw new IllegalArgumentException("a signing secret is whsec_ and base64");
    }
    return key;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
