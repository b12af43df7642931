package io.checkpost.ingest.journal;

import java.util.Locale;

/** Why a message's client id gives rise to doubt about whose message it is. */
public enum ClientIdFlag {
  /** It is known as another portal's of the same provider. */
  OTHER_PORTAL,
  /** It is not the one that a person pinned. */
  NOT_PINNED;

  /** Returns the flag as URLs, JSON and the database write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a flag.
   *
   * @throws IllegalArgumentException when {@code code} is none
   */
  public static ClientIdFlag of(String code) {
    for (ClientIdFlag flag : values()) {
      if (flag.code().equals(code)) {
        return flag;
      }
    }
    throw new IllegalArgumentException(
        "unknown client id flag; accepted: other_portal, not_pinned");
  }
}
