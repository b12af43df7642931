package io.checkpost.ingest.replay;

import java.util.Locale;

/** What a replay does with each message. */
public enum ReplayKind {
  /** Has its events observed again. */
  OBSERVE,
  /** Has its bytes read again where they were not understood or not confirmed. */
  REINTERPRET;

  /** Returns the kind as JSON and the database write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ReplayKind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
