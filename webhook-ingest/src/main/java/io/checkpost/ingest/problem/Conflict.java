package io.checkpost.ingest.problem;

/** What was asked for is well said but does not go with how things stand. */
public final class Conflict extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception; the message is shown to the caller. */
  public Conflict(String message) {
    super(message);
  }
}
