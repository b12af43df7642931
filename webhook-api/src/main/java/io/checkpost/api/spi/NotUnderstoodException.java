package io.checkpost.api.spi;

import org.jspecify.annotations.Nullable;

/**
 * Ends the reading of a body that a person has to look at. For use inside a provider: what leaves
 * {@link WebhookProvider#interpret} is the {@linkplain #interpretation interpretation}.
 */
public final class NotUnderstoodException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int MAX_NAME_LENGTH = 80;

  private final @Nullable String reason;

  /**
   * Creates a refusal.
   *
   * @param reason the quarantine reason, a code, best one of {@link QuarantineReason}
   * @param detail names the field, the kind of thing that came and what is accepted; no values
   */
  public NotUnderstoodException(String reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  private NotUnderstoodException(String detail) {
    super(detail, null, false, false);
    this.reason = null;
  }

  /**
   * The bytes are not JSON.
   *
   * @param detail where reading stopped; never a part of the body
   */
  public static NotUnderstoodException notJson(String detail) {
    return new NotUnderstoodException(detail);
  }

  /** A field that has to be there is not. */
  public static NotUnderstoodException missing(String field) {
    return new NotUnderstoodException(QuarantineReason.MISSING_FIELD, field + " is missing");
  }

  /**
   * A field holds something else than it can be read as.
   *
   * @param came what kind of thing came: {@code a number}, never the thing itself
   */
  public static NotUnderstoodException malformed(String field, String came, String accepted) {
    return new NotUnderstoodException(
        QuarantineReason.MALFORMED_FIELD,
        "%s is %s; accepted: %s".formatted(field, came, accepted));
  }

  /** A field has two values. */
  public static NotUnderstoodException ambiguous(String field) {
    return new NotUnderstoodException(
        QuarantineReason.AMBIGUOUS, shortened(field) + " comes with different values");
  }

  /**
   * JSON, and no object.
   *
   * @param came what kind of thing came: {@code an array}
   */
  public static NotUnderstoodException malformedBody(String came) {
    return new NotUnderstoodException(
        QuarantineReason.UNRECOGNISED_SHAPE, "the body is %s; accepted: an object".formatted(came));
  }

  /** The sender may have chosen the name. */
  private static String shortened(String field) {
    return field.length() <= MAX_NAME_LENGTH ? field : field.substring(0, MAX_NAME_LENGTH) + "…";
  }

  /**
   * Returns the interpretation that this comes to.
   *
   * @param subjectId the person whom the message concerns, where that much is certain
   */
  public Interpretation interpretation(@Nullable String subjectId) {
    String detail = String.valueOf(getMessage());
    return reason == null
        ? new Interpretation.NotJson(detail)
        : new Interpretation.Quarantined(reason, detail, subjectId);
  }
}
