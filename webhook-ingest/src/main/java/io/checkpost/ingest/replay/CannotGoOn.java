package io.checkpost.ingest.replay;

/** A replay has to end before it went through all its messages; the message is shown as reason. */
final class CannotGoOn extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CannotGoOn(String reason) {
    super(reason);
  }
}
