package io.checkpost.api.spi;

/** The codes by which readers say why a body was not understood. */
public final class QuarantineReason {

  /** A field that has to be there is not, is null, or is empty. */
  public static final String MISSING_FIELD = "missing_field";

  /** A field holds something else than it can be read as. */
  public static final String MALFORMED_FIELD = "malformed_field";

  /** One field comes with different values. */
  public static final String AMBIGUOUS = "ambiguous";

  /** JSON that looks like nothing this provider sends. */
  public static final String UNRECOGNISED_SHAPE = "unrecognised_shape";

  /** A type of update that nobody documented. */
  public static final String UNRECOGNISED_TYPE = "unrecognised_type";

  /** A webhook of the same provider about something else. */
  public static final String OTHER_WEBHOOK = "other_webhook";

  /** Deeper, longer or more of everything than the limits allow. */
  public static final String TOO_COMPLEX = "too_complex";

  private QuarantineReason() {}
}
