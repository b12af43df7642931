package io.checkpost.ingest.management;

/** There is nothing of that id; JAX-RS's own exception cannot be made without a server. */
final class NotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotFound() {
    super("nothing of that id");
  }
}
