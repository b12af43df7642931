package io.checkpost.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final AtomicLong nanos = new AtomicLong();

  private RateLimit<String> perSecond(int rate) {
    return new RateLimit<>(rate, nanos::get);
  }

  private int allowed(RateLimit<String> limit, String key, int requests) {
    int allowed = 0;
    for (int i = 0; i < requests; i++) {
      if (limit.allows(key)) {
        allowed++;
      }
    }
    return allowed;
  }

  @Test
  void aSecondsWorthMayComeAtOnceAndNoMore() {
    assertThat(allowed(perSecond(5), "a", 20)).isEqualTo(5);
  }

  @Test
  void whatWasUsedComesBackWithTime() {
    RateLimit<String> limit = perSecond(10);
    allowed(limit, "a", 10);
    nanos.addAndGet(Duration.ofMillis(300).toNanos());

    assertThat(allowed(limit, "a", 10)).isEqualTo(3);
  }

  @Test
  void keysDoNotShareALimit() {
    RateLimit<String> limit = perSecond(1);
    allowed(limit, "a", 5);

    assertThat(limit.allows("b")).isTrue();
  }

  @Test
  void zeroIsNoLimit() {
    assertThat(allowed(perSecond(0), "a", 1000)).isEqualTo(1000);
  }

  @Test
  void idleKeysAreForgotten() {
    RateLimit<String> limit = perSecond(1);
    for (int i = 0; i < 10_001; i++) {
      limit.allows("key-" + i);
    }
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());

    assertThat(limit.allows("one more")).isTrue();
    assertThat(limit.size()).isEqualTo(1);
  }
}
