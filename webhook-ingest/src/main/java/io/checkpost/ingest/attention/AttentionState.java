package io.checkpost.ingest.attention;

import java.util.Locale;

/** Where an item of attention stands. */
public enum AttentionState {
  /** Nobody has looked at it. */
  OPEN,
  /** Somebody has it in hand. */
  ACKNOWLEDGED,
  /** It is done with. */
  RESOLVED,
  /** Nothing has to be done about it. */
  IGNORED;

  /** Tells whether nobody need look any more. */
  public boolean isClosed() {
    return this == RESOLVED || this == IGNORED;
  }

  /** Returns the state as the management API writes it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a state as the management API writes it.
   *
   * @throws IllegalArgumentException when {@code code} is none
   */
  public static AttentionState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
