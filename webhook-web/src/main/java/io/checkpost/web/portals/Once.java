package io.checkpost.web.portals;

import org.jspecify.annotations.Nullable;

/**
 * A secret that was just made, for the one answer that shows it.
 *
 * @param kind what it is: {@code intake} or {@code signing}
 * @param value the secret, or the URL that holds it
 * @param use the key of what it is for
 * @param command a line that sends a first message there; null where it is no URL
 */
public record Once(String kind, String value, String use, @Nullable String command) {

  /** The URL at which a portal receives. */
  static Once intake(String url, @Nullable String headerName, @Nullable String headerValue) {
    String header =
        headerName == null
            ? ""
            : " -H " + quoted(headerName + ": " + (headerValue == null ? "…" : headerValue));
    return new Once(
        "intake",
        url,
        "portal.secret.intake.hint",
        "curl -i " + quoted(url) + header + " -d " + quoted("{\"hello\":\"Checkpost\"}"));
  }

  /**
   * What relayed messages are signed with.
   *
   * @param callback where they go: what goes to another portal's URL is signed with that one's
   */
  static Once signing(String secret, Callback callback) {
    return new Once(
        "signing",
        secret,
        callback.from().equals("own")
            ? "portal.secret.signing.hint"
            : "portal.secret.signing.unused",
        null);
  }

  /** As a shell takes it for one word whatever is in it. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    return "Once[" + kind + "]";
  }
}
