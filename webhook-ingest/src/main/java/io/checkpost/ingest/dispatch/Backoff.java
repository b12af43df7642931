package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.configuration.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a call that failed is made again, and how long it holds back later ones of its subject.
 *
 * @param first how long to wait after the first failure; doubled with each
 * @param longest the longest wait, before jitter
 * @param attempts how often is tried at all
 * @param orderHold how long later events of the subject wait for the first that failed
 */
record Backoff(Duration first, Duration longest, int attempts, Duration orderHold) {

  /** Jitter only adds: nobody is tried earlier than was said. */
  private static final double MOST_JITTER = 0.25;

  private static final int MOST_DOUBLINGS = 40;

  static Backoff of(Settings settings) {
    return new Backoff(
        settings.observerRetryFirst(),
        settings.observerRetryLongest(),
        settings.observerRetryAttempts(),
        settings.observerOrderHold());
  }

  boolean isLast(int failures) {
    return failures >= attempts;
  }

  /** Returns how long to wait after so many failures. */
  Duration after(int failures, RandomGenerator random) {
    long firstMillis = first.toMillis();
    long longestMillis = longest.toMillis();
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    long doubled =
        firstMillis > longestMillis >> doublings ? longestMillis : firstMillis << doublings;
    return Duration.ofMillis(doubled + (long) (doubled * MOST_JITTER * random.nextDouble()));
  }

  /** Returns until when the subject's later events are held; null where nothing is tried again. */
  @Nullable Instant holdUntil(int failures, Instant firstFailedAt) {
    return isLast(failures) ? null : firstFailedAt.plus(orderHold);
  }
}
