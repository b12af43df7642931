package io.checkpost.api;

import java.util.Locale;

/** What an update means beside the last one of the same check; the first that fits. */
public enum ChangeKind {
  /** The check was not known before. */
  FIRST,
  /** The new code says that a person decided. */
  REMEDIATION,
  /** A decided check is open again. */
  REGRESSION,
  /** Two results that both claim to be final disagree. */
  CONFLICT,
  /** Anything else: the check went on. */
  PROGRESS;

  /** Returns the kind as the management API writes it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a kind as the management API writes it.
   *
   * @throws IllegalArgumentException when {@code code} is none
   */
  public static ChangeKind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
