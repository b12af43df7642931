package io.checkpost.ingest.replay;

/** What became of some messages. */
record Tally(int done, int skipped, int failed) {

  static final Tally NOTHING = new Tally(0, 0, 0);
  static final Tally DONE = new Tally(1, 0, 0);
  static final Tally SKIPPED = new Tally(0, 1, 0);
  static final Tally FAILED = new Tally(0, 0, 1);

  Tally plus(Tally more) {
    return new Tally(done + more.done, skipped + more.skipped, failed + more.failed);
  }

  int messages() {
    return done + skipped + failed;
  }
}
