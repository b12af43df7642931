package io.checkpost.ingest.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells from a target's latest attempts whether to leave it alone for a while: after five failures
 * in a row, or when half of the last minute's attempts failed and there were at least ten. Not safe
 * for use by many threads.
 */
final class Breaker {

  private static final int IN_A_ROW = 5;
  private static final int LEAST_ATTEMPTS = 10;
  private static final int MOST_ATTEMPTS = 1000;
  private static final Duration LOOKS_BACK = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Deque<Attempt> attempts = new ArrayDeque<>();
  private int inARow;

  private record Attempt(Instant endedAt, boolean delivered) {}

  /** Takes an attempt into account. */
  void record(Instant endedAt, boolean delivered) {
    inARow = delivered ? 0 : inARow + 1;
    attempts.add(new Attempt(endedAt, delivered));
    while (attempts.size() > MOST_ATTEMPTS
        || attempts.getFirst().endedAt.isBefore(endedAt.minus(LOOKS_BACK))) {
      attempts.removeFirst();
    }
  }

  /** Tells whether the target is to be left alone. */
  boolean isTripped() {
    long failed = attempts.stream().filter(attempt -> !attempt.delivered).count();
    return inARow >= IN_A_ROW
        || (attempts.size() >= LEAST_ATTEMPTS && failed * 2 >= attempts.size());
  }

  /**
   * Returns how long to leave a target alone before it is asked once.
   *
   * @param probes how many times it was asked since, in vain
   */
  static Duration pause(int probes) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(probes, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
