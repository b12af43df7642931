package io.checkpost.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static Backoff backoff(long firstMillis, long longestMillis) {
    return new Backoff(
        Duration.ofMillis(firstMillis),
        Duration.ofMillis(longestMillis),
        12,
        Duration.ofMinutes(15));
  }

  @Property
  void jitterOnlyAddsAndAtMostAQuarter(
      @ForAll @LongRange(min = 1, max = 10_000_000) long first,
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long longest,
      @ForAll @IntRange(min = 1, max = 1_000_000) int failures,
      @ForAll long seed) {
    Duration least = backoff(first, longest).after(failures, () -> 0);
    Duration some = backoff(first, longest).after(failures, new Random(seed));

    assertThat(some).isGreaterThanOrEqualTo(least);
    assertThat(some.toMillis()).isLessThanOrEqualTo(least.toMillis() + least.toMillis() / 4 + 1);
  }

  @Property
  void waitsDoubleUntilTheyAreTheLongest(
      @ForAll @LongRange(min = 1, max = 10_000_000) long first,
      @ForAll @LongRange(min = 1, max = 1_000_000_000) long longest,
      @ForAll @IntRange(min = 1, max = 1000) int failures) {
    Backoff backoff = backoff(first, longest);
    Duration one = backoff.after(failures, () -> 0);
    Duration next = backoff.after(failures + 1, () -> 0);

    assertThat(next).isEqualTo(min(one.multipliedBy(2), Duration.ofMillis(longest)));
    assertThat(one).isPositive();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Test
  void byDefaultAnEventIsTriedForMoreThanHalfAnHour() {
    Backoff backoff = backoff(1000, 3_600_000);
    Duration all = Duration.ZERO;
    for (int failures = 1; !backoff.isLast(failures); failures++) {
      all = all.plus(backoff.after(failures, () -> 0));
    }
    assertThat(all).isEqualTo(Duration.ofSeconds(2047));
  }

  @Test
  void theLastFailureHoldsNobody() {
    assertThat(backoff(1, 1).holdUntil(12, Instant.EPOCH)).isNull();
    assertThat(backoff(1, 1).holdUntil(11, Instant.EPOCH))
        .isEqualTo(Instant.EPOCH.plus(Duration.ofMinutes(15)));
  }
}
