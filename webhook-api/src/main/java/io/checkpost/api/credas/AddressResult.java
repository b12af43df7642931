package io.checkpost.api.credas;

import io.checkpost.api.Outcome;

/**
 * The list 1 to 3 of address, date of birth and mortality datachecks (article 44002475327,
 * "Address, DOB and mortality"); bank account checks use the same.
 */
public enum AddressResult implements PublishedCode {
  /** Passed. */
  PASS(1, "Pass", Outcome.PASSED, false),
  /** Referred to a person. */
  REFER(2, "Refer", Outcome.REVIEW, true),
  /** Failed. */
  FAIL(3, "Fail", Outcome.FAILED, false);

  private final int code;
  private final String label;
  private final Outcome outcome;
  private final boolean waits;

  AddressResult(int code, String label, Outcome outcome, boolean waits) {
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
