package io.checkpost.ingest.relay;

import io.checkpost.ingest.ApplicationSingleton;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import java.time.Duration;

/** What is counted of the relay. */
@ApplicationSingleton
final class RelayMeters {

  private final MeterRegistry registry;
  private final Timer lag;

  @Inject
  RelayMeters(MeterRegistry registry) {
    this.registry = registry;
    this.lag =
        Timer.builder("checkpost.relay.lag")
            .description("From the delivery being made to the target taking it")
            .publishPercentileHistogram(false)
            .register(registry);
  }

  void count(Attempt attempt) {
    Cause cause = attempt.cause();
    registry
        .counter(
            "checkpost.relay.attempts",
            "outcome",
            attempt.state().code(),
            "cause",
            cause == null ? "none" : cause.code())
        .increment();
    if (attempt.isDelivered()) {
      Duration since = Duration.between(attempt.delivery().createdAt(), attempt.endedAt());
      lag.record(since.isNegative() ? Duration.ZERO : since);
    }
  }
}
