package io.checkpost.benchmark;

import java.time.Duration;

/** How long answers took, counted in steps of ten microseconds. */
final class Latencies {

  private static final int STEP_NANOS = 10_000;
  private static final int STEPS = 1_000_000;

  private final int[] counts = new int[STEPS];
  private long count;
  private long maxNanos;

  void add(long nanos) {
    counts[(int) Math.min(nanos / STEP_NANOS, STEPS - 1)]++;
    count++;
    maxNanos = Math.max(maxNanos, nanos);
  }

  long count() {
    return count;
  }

  Duration max() {
    return Duration.ofNanos(maxNanos);
  }

  /** Returns the time that this share of the answers took at most. */
  Duration percentile(double share) {
    long wanted = (long) Math.ceil(count * share);
    long seen = 0;
    for (int step = 0; step < STEPS; step++) {
      seen += counts[step];
      if (seen >= wanted) {
        return Duration.ofNanos((step + 1L) * STEP_NANOS);
      }
    }
    return max();
  }
}
