package io.checkpost.api.credas;

import io.checkpost.api.Outcome;

/**
 * The list 1 to 9 that Credas publishes for active checks, right to work and right to rent among
 * them (article 44002510091, "Retrieving right to work/rent details").
 */
public enum ActiveCheckStatus implements PublishedCode {
  /** Passed. */
  PASS(1, "Pass", Outcome.PASSED, false),
  /** The applicant was asked. */
  REQUESTED(2, "Requested", Outcome.PENDING, true),
  /** A person is to act. */
  ACTION_REQUIRED(3, "ActionRequired", Outcome.REVIEW, true),
  /** Failed; the same number is a pass in {@link VerificationResult}. */
  FAIL(4, "Fail", Outcome.FAILED, false),
  /** The check was not carried out. */
  NOT_PERFORMED(5, "NotPerformed", Outcome.NOT_PERFORMED, false),
  /** Referred to a person. */
  REFER(6, "Refer", Outcome.REVIEW, true),
  /** A person is looking at it. */
  UNDER_REVIEW(7, "UnderReview", Outcome.REVIEW, true),
  /** Complete, with no word on how it ended. */
  COMPLETE(8, "Complete", Outcome.UNCONFIRMED, false),
  /** Waiting for data. */
  AWAITING_DATA(9, "AwaitingData", Outcome.PENDING, true);

  private final int code;
  private final String label;
  private final Outcome outcome;
  private final boolean waits;

  ActiveCheckStatus(int code, String label, Outcome outcome, boolean waits) {
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
