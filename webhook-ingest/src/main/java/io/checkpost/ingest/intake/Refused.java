package io.checkpost.ingest.intake;

import io.checkpost.ingest.problem.Problem;

/** A request is not let in and leaves no message; carries what its sender is told. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RefusalCause why;
  private final transient Problem problem;

  Refused(RefusalCause why, Problem problem) {
    // an answer, not a fault: nobody needs the stack
    super(why.code(), null, false, false);
    this.why = why;
    this.problem = problem;
  }

  RefusalCause why() {
    return why;
  }

  Problem problem() {
    return problem;
  }
}
