package io.checkpost.ingest.intake;

/** A body has more bytes than the intake takes. */
final class BodyTooLarge extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int maxBytes;

  BodyTooLarge(int maxBytes) {
    super("more than " + maxBytes + " bytes");
    this.maxBytes = maxBytes;
  }

  int maxBytes() {
    return maxBytes;
  }
}
