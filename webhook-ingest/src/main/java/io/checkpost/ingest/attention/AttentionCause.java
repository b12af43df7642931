package io.checkpost.ingest.attention;

import java.util.Locale;

/** What changed the state of an item. */
public enum AttentionCause {
  /** Something came that a person has to look at. */
  NEWS,
  /** The provider's new result, or a newer reading of what it sent, settled it. */
  PROVIDER,
  /** What was wrong is not wrong any more. */
  GONE,
  /** A person did it. */
  PERSON;

  /** Returns the cause as the management API writes it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AttentionCause of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
