package io.checkpost.ingest.relay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is counted and measured of the relay. */
@ApplicationSingleton
final class RelayMeters {

  private static final int MOST_TARGETS = 200;

  private final MeterRegistry registry;
  private final RelayTargetStates states;
  private final Timer lag;
  private final MultiGauge pending;
  private final MultiGauge breaker;

  @Inject
  RelayMeters(MeterRegistry registry, RelayTargetStates states) {
    this.registry = registry;
    this.states = states;
    this.lag =
        Timer.builder("checkpost.relay.lag")
            .description("From the delivery being made to the target taking it")
            .publishPercentileHistogram(false)
            .register(registry);
    this.pending =
        MultiGauge.builder("checkpost.relay.pending")
            .description("Deliveries that wait, by target; counted up to 1000")
            .register(registry);
    this.breaker =
        MultiGauge.builder("checkpost.relay.breaker")
            .description("0: asked as usual, 1: left alone, 2: disabled")
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

  /** Reads how the targets are; those that changed last when there are very many. */
  void measure() {
    try {
      List<MultiGauge.Row<?>> waiting = new ArrayList<>();
      List<MultiGauge.Row<?>> treated = new ArrayList<>();
      for (RelayTargetState state : states.list(MOST_TARGETS, null).items()) {
        Tags tags = Tags.of("target", state.portalId().toString());
        waiting.add(MultiGauge.Row.of(tags, state.pending()));
        treated.add(MultiGauge.Row.of(tags, level(state.state())));
      }
      pending.register(waiting, true);
      breaker.register(treated, true);
    } catch (DatabaseUnavailable e) {
      // what was measured last stands
    }
  }

  private static int level(TargetState state) {
    return switch (state) {
      case CLOSED -> 0;
      case OPEN -> 1;
      case DISABLED -> 2;
    };
  }
}
