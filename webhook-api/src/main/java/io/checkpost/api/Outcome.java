package io.checkpost.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a provider's code means for the person being checked.
 *
 * <p>The providers' vocabularies fit these nine words. Two of them say that Checkpost does not
 * know: {@link #UNCONFIRMED} when published lists give the code different meanings, {@link
 * #UNRECOGNISED} when no list has it. Neither may ever be read as a pass.
 */
public enum Outcome {
  /** The check was passed, by the system or by a person. */
  PASSED,
  /** The check was failed, by the system or by a person. */
  FAILED,
  /** A person must look at it: referred, awaiting a manual check, suspected of fraud. */
  REVIEW,
  /** Waiting for the applicant or for the provider. */
  PENDING,
  /** The check was not carried out. */
  NOT_PERFORMED,
  /** The check was stopped before it came to a result. */
  CANCELLED,
  /** The check ran out of time. */
  EXPIRED,
  /** The code is published, but lists disagree about its meaning or none is certain. */
  UNCONFIRMED,
  /** Nobody documented this code, or the provider itself says that it does not know. */
  UNRECOGNISED;

  /**
   * Returns the outcome as the management API writes it: {@code passed}, {@code not_performed}, ….
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Tells whether the check has come to an end that a later message can contradict. */
  public boolean isDecided() {
    return this == PASSED || this == FAILED || this == CANCELLED || this == EXPIRED;
  }

  /** Tells whether the check is still waiting for somebody. */
  public boolean isOpen() {
    return this == REVIEW || this == PENDING || this == NOT_PERFORMED;
  }

  /**
   * Reads an outcome as the management API writes it.
   *
   * @throws IllegalArgumentException naming the accepted values, when {@code code} is none of them
   */
  public static Outcome of(String code) {
    for (Outcome outcome : values()) {
      if (outcome.code().equals(code)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException(
        "unknown outcome; accepted: "
            + Arrays.stream(values()).map(Outcome::code).collect(Collectors.joining(", ")));
  }
}
