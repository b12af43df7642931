package io.checkpost.ingest.portal;

import java.util.Locale;

/** What is relayed of a message. */
public enum RelayBody {
  /** The received bytes. */
  RECEIVED,
  /** Its updates as Checkpost understood them. */
  NORMALISED;

  /** Returns the kind as JSON and the database write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a kind.
   *
   * @throws IllegalArgumentException when {@code code} is none
   */
  public static RelayBody of(String code) {
    for (RelayBody body : values()) {
      if (body.code().equals(code)) {
        return body;
      }
    }
    throw new IllegalArgumentException("unknown relay body; accepted: received, normalised");
  }
}
