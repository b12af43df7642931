package io.checkpost.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.configuration.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

/** Promise 8: backoff whose jitter only adds, and a Retry-After that only adds, too. */
class RetryScheduleTest {

  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private static RetrySchedule schedule(List<Integer> seconds) {
    return new RetrySchedule(seconds.stream().map(Duration::ofSeconds).toList(), LONGEST_ASKED);
  }

  @Property
  void chanceAddsUpToAFifthAndTakesNothingAway(
      @ForAll @NotEmpty List<@IntRange(min = 1, max = 100_000) Integer> seconds,
      @ForAll @IntRange(min = 1, max = 30) int failures,
      @ForAll @DoubleRange(min = 0, max = 1) double chance) {
    Optional<Duration> wait = schedule(seconds).waitAfter(failures, null, chance);

    if (failures > seconds.size()) {
      assertThat(wait).isEmpty();
    } else {
      Duration base = Duration.ofSeconds(seconds.get(failures - 1));
      assertThat(wait.orElseThrow())
          .isGreaterThanOrEqualTo(base)
          .isLessThanOrEqualTo(base.multipliedBy(6).dividedBy(5));
    }
  }

  @Property
  void whatATargetAsksForOnlyAddsAndOnlyUpToTheMost(
      @ForAll @IntRange(min = 1, max = 100_000) int seconds,
      @ForAll @LongRange(min = 0, max = 1_000_000) long asked,
      @ForAll @DoubleRange(min = 0, max = 1) double chance) {
    RetrySchedule schedule = schedule(List.of(seconds));
    Duration unasked = schedule.waitAfter(1, null, chance).orElseThrow();

    Duration wait = schedule.waitAfter(1, Duration.ofSeconds(asked), chance).orElseThrow();

    Duration heard = Duration.ofSeconds(Math.min(asked, LONGEST_ASKED.toSeconds()));
    assertThat(wait).isEqualTo(heard.compareTo(unasked) > 0 ? heard : unasked);
  }

  @Example
  void theUsualScheduleTakesAboutThreeDays() {
    List<Duration> usual = Settings.of(Map.of()).relaySchedule();

    assertThat(usual.get(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(usual.get(usual.size() - 1)).isEqualTo(Duration.ofHours(10));
    assertThat(usual.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofHours(56), Duration.ofHours(80));
  }

  @Property
  void aDateIsReadToTheSecond(@ForAll @LongRange(min = -100_000, max = 100_000) long seconds) {
    Instant now = Instant.parse("2026-11-22T10:15:30Z");
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            now.plusSeconds(seconds).atOffset(ZoneOffset.UTC));

    assertThat(RetrySchedule.retryAfter(date, now))
        .isEqualTo(Duration.ofSeconds(Math.max(0, seconds)));
    assertThat(RetrySchedule.retryAfter(" " + Math.abs(seconds) + " ", now))
        .isEqualTo(Duration.ofSeconds(Math.abs(seconds)));
  }

  @Property
  void whatCannotBeReadIsNothing(@ForAll @StringLength(max = 40) String text) {
    Duration read = RetrySchedule.retryAfter(text, Instant.EPOCH);

    if (read != null) {
      assertThat(read).isGreaterThanOrEqualTo(Duration.ZERO);
    }
    assertThat(RetrySchedule.retryAfter("-1", Instant.EPOCH)).isNull();
    assertThat(RetrySchedule.retryAfter("99999999999", Instant.EPOCH)).isNull();
    assertThat(RetrySchedule.retryAfter("soon", Instant.EPOCH)).isNull();
    assertThat(RetrySchedule.retryAfter(null, Instant.EPOCH)).isNull();
  }
}
