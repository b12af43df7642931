package io.checkpost.ingest.access;

import io.checkpost.ingest.problem.InvalidInput;
import java.util.Optional;

/**
 * A password that a user is to have.
 *
 * @param value the password
 * @param isGenerated whether it was made here, and has to be told
 */
record NewPassword(String value, boolean isGenerated) {

  static final int SHORTEST = 12;

  /** What the field of the sign-in page takes. */
  static final int LONGEST = 1000;

  /** Returns one that nobody guesses. */
  static NewPassword generated() {
    return new NewPassword(Secret.next(""), true);
  }

  /**
   * Takes one that was given.
   *
   * @throws InvalidInput when it is too short or too long
   */
  static NewPassword given(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw new InvalidInput("password", null, "%d to %d characters".formatted(SHORTEST, LONGEST));
    }
    return new NewPassword(password, false);
  }

  Optional<String> toTell() {
    return isGenerated ? Optional.of(value) : Optional.empty();
  }

  @Override
  public String toString() {
    return "NewPassword";
  }
}
