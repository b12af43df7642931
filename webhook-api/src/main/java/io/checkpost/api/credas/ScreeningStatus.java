package io.checkpost.api.credas;

import io.checkpost.api.Outcome;

/**
 * The list 0 to 3 of international screening datachecks: politically exposed persons and sanctions
 * (article 44002475345, "International screening: interpret results of a check").
 */
public enum ScreeningStatus implements PublishedCode {
  /** A check of before the list; it has no status. */
  LEGACY(0, "Legacy", Outcome.UNCONFIRMED, false),
  /** The check is running. */
  PENDING(1, "Pending", Outcome.PENDING, true),
  /** Complete, with no word on how it ended. */
  COMPLETE(2, "Complete", Outcome.UNCONFIRMED, false),
  /** A person is to act. */
  ACTION_REQUIRED(3, "ActionRequired", Outcome.REVIEW, true);

  private final int code;
  private final String label;
  private final Outcome outcome;
  private final boolean waits;

  ScreeningStatus(int code, String label, Outcome outcome, boolean waits) {
    this.code = code;
    this.label = label;
    this.outcome = outcome;
    this.waits = waits;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Outcome outcome() {
    return outcome;
  }

  @Override
  public boolean waits() {
    return waits;
  }
}
