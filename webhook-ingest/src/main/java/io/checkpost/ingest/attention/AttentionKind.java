package io.checkpost.ingest.attention;

import java.util.Locale;

/**
 * Why a person has to look, the most severe first: what may already have led to a wrong decision
 * about somebody, then what people and programs do not get, then what was not understood, and then
 * the daily work.
 */
public enum AttentionKind {
  /** A fraud is suspected, or confirmed. */
  FRAUD(10),
  /** Two results of a check that both claim to be final disagree. */
  CONFLICT(20),
  /** A decided check is open again. */
  REGRESSION(30),
  /** Messages could not be relayed to a portal's URL and were given up. */
  DELIVERY_DIED(40),
  /** An observer failed on messages for good. */
  OBSERVER_DIED(50),
  /** Nothing comes for a portal although something should. */
  PORTAL_SILENT(60),
  /** A message was kept but not understood. */
  QUARANTINED(70),
  /** A code, a type or a shape came that nobody documented. */
  UNRECOGNISED(80),
  /** The provider asks for a person. */
  REVIEW(90),
  /** A check waits for longer than it should. */
  OVERDUE(100);

  private final int severity;

  AttentionKind(int severity) {
    this.severity = severity;
  }

  /** Returns its place in the queue: the lower, the more severe. */
  public int severity() {
    return severity;
  }

  /** Tells whether it is worse than another. */
  public boolean isMoreSevereThan(AttentionKind other) {
    return severity < other.severity;
  }

  /** Returns the more severe of this and another. */
  AttentionKind or(AttentionKind other) {
    return other.isMoreSevereThan(this) ? other : this;
  }

  /** Returns the kind as the management API writes it: {@code delivery_died}, …. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a kind as the management API writes it.
   *
   * @throws IllegalArgumentException when {@code code} is none
   */
  public static AttentionKind of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
