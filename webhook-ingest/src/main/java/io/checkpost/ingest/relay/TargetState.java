package io.checkpost.ingest.relay;

import java.util.Locale;

/** How a relay target is treated. */
public enum TargetState {
  /** It is asked as usual. */
  CLOSED,
  /** It failed too often: it is left alone, and asked once now and then. */
  OPEN,
  /** It answered 410: it is not asked until a person enables it or its URL is another. */
  DISABLED;

  /** Returns the state as the management API writes it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static TargetState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
