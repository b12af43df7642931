package io.checkpost.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private final Breaker breaker = new Breaker();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  private void attempts(String outcomes, Duration between) {
    for (int i = 0; i < outcomes.length(); i++) {
      now = now.plus(between);
      breaker.record(now, outcomes.charAt(i) == '+');
    }
  }

  @Test
  void fiveFailuresInARowTripIt() {
    attempts("++++++++++----", Duration.ofSeconds(1));
    assertThat(breaker.isTripped()).isFalse();

    attempts("-", Duration.ofSeconds(1));
    assertThat(breaker.isTripped()).isTrue();
  }

  @Test
  void halfOfAMinutesAttemptsTripIt() {
    attempts("+-+-+-+-+", Duration.ofSeconds(1));
    assertThat(breaker.isTripped()).isFalse();

    attempts("-", Duration.ofSeconds(1));
    assertThat(breaker.isTripped()).isTrue();
  }

  @Test
  void failuresOfLongAgoDoNotCount() {
    attempts("+-+-+-+--", Duration.ofSeconds(1));
    attempts("+", Duration.ofMinutes(2));

    assertThat(breaker.isTripped()).isFalse();
  }

  @Test
  void pausesGrowUpToFiveMinutes() {
    assertThat(Breaker.pause(0)).isEqualTo(Duration.ofSeconds(10));
    assertThat(Breaker.pause(1)).isEqualTo(Duration.ofSeconds(20));
    assertThat(Breaker.pause(4)).isEqualTo(Duration.ofSeconds(160));
    assertThat(Breaker.pause(5)).isEqualTo(Duration.ofMinutes(5));
    assertThat(Breaker.pause(1_000_000)).isEqualTo(Duration.ofMinutes(5));
  }
}
