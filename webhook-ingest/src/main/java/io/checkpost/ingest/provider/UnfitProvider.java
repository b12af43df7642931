package io.checkpost.ingest.provider;

/** A provider cannot be used: Checkpost does not start with it. The message is one line. */
public final class UnfitProvider extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfitProvider(String message) {
    super(message);
  }
}
