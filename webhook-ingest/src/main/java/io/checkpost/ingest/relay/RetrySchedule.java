package io.checkpost.ingest.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery is tried again. Nothing makes a wait shorter than the schedule says: chance adds
 * up to a fifth of it, so that deliveries which failed together do not come back together, and a
 * target may ask for more.
 *
 * @param waits before the second and each further attempt
 * @param longestAsked the most that a target's Retry-After counts for
 */
record RetrySchedule(List<Duration> waits, Duration longestAsked) {

  private static final double MOST_ADDED = 0.2;

  /** Creates a schedule; the list is copied. */
  RetrySchedule {
    waits = List.copyOf(waits);
  }

  /**
   * Returns how long to wait after a failure; empty when that was the last attempt.
   *
   * @param failures how many attempts have failed, from 1
   * @param asked what the target asked for; null when it asked for nothing
   * @param chance from 0 to 1
   */
  Optional<Duration> waitAfter(int failures, @Nullable Duration asked, double chance) {
    if (failures > waits.size()) {
      return Optional.empty();
    }
    Duration base = waits.get(failures - 1);
    Duration wait = base.plusMillis((long) (base.toMillis() * MOST_ADDED * chance));
    Duration heard = asked == null || asked.compareTo(longestAsked) < 0 ? asked : longestAsked;
    return Optional.of(heard == null || heard.compareTo(wait) < 0 ? wait : heard);
  }

  /**
   * Reads a Retry-After: whole seconds or an HTTP date.
   *
   * @return how long from now, at least nothing; null when it cannot be read
   */
  static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Instant date = DateUtils.parseStandardDate(text);
    if (date == null) {
      return null;
    }
    Duration left = Duration.between(now, date);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
