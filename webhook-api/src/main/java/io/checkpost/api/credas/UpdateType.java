package io.checkpost.api.credas;

import io.checkpost.api.CheckType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The {@code UpdateType} of a Credas status update: the table of the page "Status update webhooks |
 * API" (partnersupport.credas.com, article 44002475149).
 */
public enum UpdateType {
  /** Name check. */
  NAME_CHECK(1, CheckType.NAME_CHECK),
  /** Share code; the page says nothing about its fields. */
  SHARE_CODE(2, CheckType.SHARE_CODE),
  /** Liveness. */
  LIVENESS(3, CheckType.LIVENESS),
  /** ID document. */
  ID_DOCUMENT(4, CheckType.ID_DOCUMENT),
  /** Non biometric document (supporting document). */
  SUPPORTING_DOCUMENT(5, CheckType.SUPPORTING_DOCUMENT),
  /** Datacheck. */
  DATACHECK(6, CheckType.DATACHECK),
  /** Right to rent. */
  RIGHT_TO_RENT(7, CheckType.RIGHT_TO_RENT),
  /** Right to work. */
  RIGHT_TO_WORK(8, CheckType.RIGHT_TO_WORK),
  /** Safe harbour. */
  SAFE_HARBOUR(9, CheckType.SAFE_HARBOUR);

  private final int number;

  @SuppressWarnings("ImmutableEnumChecker") // a record of one text
  private final CheckType checkType;

  UpdateType(int number, CheckType checkType) {
    this.number = number;
    this.checkType = checkType;
  }

  /** Returns the number that Credas sends. */
  public int number() {
    return number;
  }

  /** Returns the check type in Checkpost's words. */
  public CheckType checkType() {
    return checkType;
  }

  /** Returns the type that Credas sends as {@code number}, if the page lists it. */
  public static Optional<UpdateType> ofNumber(long number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }

  /** Returns the type of a check, if it is one of Credas. */
  public static Optional<UpdateType> of(CheckType checkType) {
    return Arrays.stream(values()).filter(type -> type.checkType.equals(checkType)).findFirst();
  }
}
