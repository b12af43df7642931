package io.checkpost.api.credas;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The code lists that Credas publishes, by the names that the portal setting {@code codeLists}
 * uses.
 */
public enum CodeList {
  /** {@link VerificationResult}. */
  VERIFICATION_RESULT("verification-result", VerificationResult.values()),
  /** {@link ActiveCheckStatus}. */
  ACTIVE_CHECKS("active-checks", ActiveCheckStatus.values()),
  /** {@link CheckResult}. */
  CHECK_RESULT("check-result", CheckResult.values()),
  /** {@link ScreeningStatus}. */
  SCREENING("screening", ScreeningStatus.values()),
  /** {@link AddressResult}. */
  ADDRESS("address", AddressResult.values());

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // List.of of enum constants
  private final List<PublishedCode> codes;

  CodeList(String id, PublishedCode[] codes) {
    this.id = id;
    this.codes = List.of(codes);
  }

  /** Returns the name in settings: {@code verification-result}. */
  public String id() {
    return id;
  }

  /** Returns the codes, in their order. */
  public List<PublishedCode> codes() {
    return codes;
  }

  /** Returns the code of that number, if the list has it. */
  public Optional<PublishedCode> code(long number) {
    return codes.stream().filter(code -> code.code() == number).findFirst();
  }

  /** Returns the list of that name in settings. */
  public static Optional<CodeList> of(String id) {
    return Arrays.stream(values()).filter(list -> list.id.equals(id)).findFirst();
  }
}
