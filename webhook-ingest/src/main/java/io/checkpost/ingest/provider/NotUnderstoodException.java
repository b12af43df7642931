package io.checkpost.ingest.provider;

import org.jspecify.annotations.Nullable;

/** Ends the reading of a body that a person has to look at. Never leaves a provider. */
public final class NotUnderstoodException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_NAME_LENGTH = 80;

  private final String reason;

  /**
   * Creates a refusal.
   *
   * @param reason the quarantine reason, a code
   * @param detail names the field, the kind of thing that came and what is accepted; no values
   */
  public NotUnderstoodException(String reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** A field that has to be there is not. */
  public static NotUnderstoodException missing(String field) {
    return new NotUnderstoodException(QuarantineReason.MISSING_FIELD, field + " is missing");
  }

  /** A field holds something else than it can be read as. */
  public static NotUnderstoodException malformed(
      String field, @Nullable Json came, String accepted) {
    return new NotUnderstoodException(
        QuarantineReason.MALFORMED_FIELD,
        "%s is %s; accepted: %s".formatted(field, came == null ? "null" : came.kind(), accepted));
  }

  /** A field has two values. */
  public static NotUnderstoodException ambiguous(String field) {
    return new NotUnderstoodException(
        QuarantineReason.AMBIGUOUS, shortened(field) + " comes with different values");
  }

  /** JSON, and no object. */
  public static NotUnderstoodException malformedBody(Json came) {
    return new NotUnderstoodException(
        QuarantineReason.UNRECOGNISED_SHAPE,
        "the body is %s; accepted: an object".formatted(came.kind()));
  }

  /**
   * Refuses a body in which a field came twice with different values.
   *
   * @param read the body
   * @param prefix the path at which the body stands in the message
   */
  public static void ifAmbiguous(JsonReader.Reading.Read read, String prefix)
      throws NotUnderstoodException {
    if (!read.ambiguous().isEmpty()) {
      throw ambiguous(prefix + read.ambiguous().get(0));
    }
  }

  /** Returns the quarantine reason, a code. */
  public String reason() {
    return reason;
  }

  /** The sender may have chosen the name. */
  private static String shortened(String field) {
    return field.length() <= MAX_NAME_LENGTH ? field : field.substring(0, MAX_NAME_LENGTH) + "…";
  }

  /** Returns what is wrong, for a person. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
