package io.checkpost.ingest.journal;

import java.util.Locale;

/** How a message ended at intake. */
public enum Disposition {
  /** It brought news, which observers receive. */
  ACCEPTED,
  /** All that it says was the last known state already. */
  DUPLICATE,
  /** It was kept but cannot be acted upon; a person should look. */
  QUARANTINED;

  /** Returns the disposition as URLs, JSON and the database write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a disposition.
   *
   * @throws IllegalArgumentException when {@code code} is none
   */
  public static Disposition of(String code) {
    for (Disposition disposition : values()) {
      if (disposition.code().equals(code)) {
        return disposition;
      }
    }
    throw new IllegalArgumentException(
        "unknown disposition; accepted: accepted, duplicate, quarantined");
  }
}
