package io.checkpost.api.credas;

import io.checkpost.api.Outcome;

/**
 * The list 0 to 4 of the entity summary (article 44002510064, "Retrieving a results summary for an
 * entity", and the API description it points to).
 */
public enum CheckResult implements PublishedCode {
  /** The check was not carried out. */
  NOT_PERFORMED(0, "NotPerformed", Outcome.NOT_PERFORMED, false),
  /** Passed. */
  PASS(1, "Pass", Outcome.PASSED, false),
  /** Referred to a person. */
  REFER(2, "Refer", Outcome.REVIEW, true),
  /** Failed. */
  FAIL(3, "Fail", Outcome.FAILED, false),
  /** A person is to act. */
  ACTION_REQUIRED(4, "ActionRequired", Outcome.REVIEW, true);

  private final int code;
  private final String label;
  private final Outcome outcome;
  private final boolean waits;

  CheckResult(int code, String label, Outcome outcome, boolean waits) {
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
