package io.checkpost.api.credas;

import io.checkpost.api.Outcome;

/**
 * The list 0 to 7 by which Credas reads the status of right to work and right to rent checks
 * (article 44002510094, "Updating the right to work/rent outcome result") and of safe harbour
 * checks (article 44002510097, "Retrieving safe harbour details and results").
 */
public enum VerificationResult implements PublishedCode {
  /** The check was not carried out. */
  NOT_PERFORMED(0, "NotPerformed", Outcome.NOT_PERFORMED, false, false),
  /** Passed by the system. */
  AUTO_PASS(1, "AutoPass", Outcome.PASSED, false, false),
  /** Failed by the system. */
  AUTO_FAIL(2, "AutoFail", Outcome.FAILED, false, false),
  /** A person is to look at it. */
  PENDING_MANUAL_CHECK(3, "PendingManualCheck", Outcome.REVIEW, true, false),
  /** Passed by a person. */
  MANUAL_PASS(4, "ManualPass", Outcome.PASSED, false, true),
  /** Failed by a person. */
  MANUAL_FAIL(5, "ManualFail", Outcome.FAILED, false, true),
  /** Referred by a person. */
  MANUAL_REFER(6, "ManualRefer", Outcome.REVIEW, true, true),
  /** The applicant was asked. */
  REQUESTED(7, "Requested", Outcome.PENDING, true, false);

  private final int code;
  private final String label;
  private final Outcome outcome;
  private final boolean waits;
  private final boolean decidedByPerson;

  VerificationResult(
      int code, String label, Outcome outcome, boolean waits, boolean decidedByPerson) {
    this.code = code;
    this.label = label;
    this.outcome = outcome;
    this.waits = waits;
    this.decidedByPerson = decidedByPerson;
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

  @Override
  public boolean decidedByPerson() {
    return decidedByPerson;
  }
}
