package io.checkpost.ingest.privacy;

/**
 * Sealed data that this keyset does not open: another keyset sealed it, or it was tampered with.
 */
public final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unreadable(String what) {
    super(what + " cannot be opened with this keyset");
  }
}
