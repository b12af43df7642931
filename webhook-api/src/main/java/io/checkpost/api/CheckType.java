package io.checkpost.api;

import java.util.regex.Pattern;

/**
 * What kind of check an update is about. Open, so that a provider of one's own can bring new ones.
 *
 * @param code the name in URLs, filters and JSON: lower-case words joined by {@code _}, at most 40
 *     characters
 */
public record CheckType(String code) {

  // before the constants, which are checked by it
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final int MAX_LENGTH = 40;

  /** Credas update type 1. */
  public static final CheckType NAME_CHECK = new CheckType("name_check");

  /** Credas update type 2. */
  public static final CheckType SHARE_CODE = new CheckType("share_code");

  /** Credas update type 3. */
  public static final CheckType LIVENESS = new CheckType("liveness");

  /** Credas update type 4. */
  public static final CheckType ID_DOCUMENT = new CheckType("id_document");

  /** Credas update type 5. */
  public static final CheckType SUPPORTING_DOCUMENT = new CheckType("supporting_document");

  /** Credas update type 6. */
  public static final CheckType DATACHECK = new CheckType("datacheck");

  /** Credas update type 7. */
  public static final CheckType RIGHT_TO_RENT = new CheckType("right_to_rent");

  /** Credas update type 8. */
  public static final CheckType RIGHT_TO_WORK = new CheckType("right_to_work");

  /** Credas update type 9. */
  public static final CheckType SAFE_HARBOUR = new CheckType("safe_harbour");

  /** A whole identification session, as W2's DVFC alert reports it. */
  public static final CheckType IDENTIFICATION = new CheckType("identification");

  /**
   * Creates a check type.
   *
   * @throws IllegalArgumentException when the code is not lower-case words joined by {@code _}
   */
  public CheckType {
    if (code.length() > MAX_LENGTH || !CODE.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "check type '%s': expected lower-case words joined by _, at most %d characters"
              .formatted(code, MAX_LENGTH));
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
