package io.checkpost.ingest.dispatch;

import java.time.Instant;

/**
 * What an observer has before it of one subject.
 *
 * @param held whether something waits that it was never given
 * @param holdUntil until when what it failed to take holds back the rest; in the past, or {@link
 *     Instant#MIN}, when it does not
 */
record Backlog(boolean held, Instant holdUntil) {

  static Backlog ofHeld() {
    return new Backlog(true, Instant.MIN);
  }

  static Backlog ofFailure(Instant holdUntil) {
    return new Backlog(false, holdUntil);
  }

  boolean blocks(Instant now) {
    return held || now.isBefore(holdUntil);
  }

  Backlog and(Backlog other) {
    return new Backlog(
        held || other.held, holdUntil.isAfter(other.holdUntil) ? holdUntil : other.holdUntil);
  }
}
