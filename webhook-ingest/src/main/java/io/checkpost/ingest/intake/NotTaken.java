package io.checkpost.ingest.intake;

/** A message could not be taken in now, through no fault of whoever made it. */
public final class NotTaken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotTaken(RefusalCause why) {
    // an answer, not a fault: nobody needs the stack
    super(why.code(), null, false, false);
  }

  /** Returns why, as a code: {@code unavailable} or {@code rate_limit}. */
  public String code() {
    return String.valueOf(getMessage());
  }
}
