package io.checkpost.ingest.alert;

import java.util.Locale;

/** Whether an alert's condition holds. */
public enum AlertState {
  /** It holds, or did moments ago. */
  RAISED,
  /** It has not held for a while. */
  CLEARED;

  /** Returns the state as URLs, JSON and the database write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AlertState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
