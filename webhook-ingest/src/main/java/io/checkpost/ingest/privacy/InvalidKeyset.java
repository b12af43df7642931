package io.checkpost.ingest.privacy;

/** A document is no master keyset. The message says why and repeats nothing of it. */
public final class InvalidKeyset extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidKeyset(String problem) {
    super("the master keyset cannot be used: " + problem);
  }
}
