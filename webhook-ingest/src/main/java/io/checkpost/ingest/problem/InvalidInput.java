package io.checkpost.ingest.problem;

import org.jspecify.annotations.Nullable;

/**
 * Something that a caller gave cannot be taken: names the field, what came and what is accepted.
 * What came is {@code null} where it was missing or is a secret, and shortened where it is long.
 */
public final class InvalidInput extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_SHOWN = 100;

  private final String field;
  private final @Nullable String given;
  private final String accepted;

  /**
   * Creates the exception.
   *
   * @param field the name of the JSON member, by dots where it is nested, or of the parameter
   * @param given what came; null where it was missing, or must not be repeated
   * @param accepted what is accepted, so that it reads well after "expected"
   */
  public InvalidInput(String field, @Nullable String given, String accepted) {
    super(message(field, shortened(given), accepted));
    this.field = field;
    this.given = shortened(given);
    this.accepted = accepted;
  }

  private static String message(String field, @Nullable String given, String accepted) {
    return given == null
        ? "%s: expected %s".formatted(field, accepted)
        : "%s: '%s' came, expected %s".formatted(field, given, accepted);
  }

  private static @Nullable String shortened(@Nullable String given) {
    return given == null || given.length() <= LONGEST_SHOWN
        ? given
        : given.substring(0, LONGEST_SHOWN) + "…";
  }

  /** Returns the name of the field or parameter. */
  public String field() {
    return field;
  }

  /** Returns what came; null where it was missing or is a secret. */
  public @Nullable String given() {
    return given;
  }

  /** Returns what is accepted. */
  public String accepted() {
    return accepted;
  }
}
