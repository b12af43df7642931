package io.checkpost.api.credas;

import io.checkpost.api.Outcome;

/** One code of a list that Credas publishes, with what it means for the person being checked. */
public sealed interface PublishedCode
    permits VerificationResult, ActiveCheckStatus, CheckResult, ScreeningStatus, AddressResult {

  /** Returns the number that Credas sends. */
  int code();

  /** Returns what Credas calls it. */
  String label();

  /**
   * Returns what it means. {@link Outcome#UNCONFIRMED} where the list names the code without saying
   * whether the check was passed.
   */
  Outcome outcome();

  /** Tells whether the code itself says that somebody is still to act, so that more will come. */
  boolean waits();

  /** Tells whether the code itself says that a person decided. */
  default boolean decidedByPerson() {
    return false;
  }
}
