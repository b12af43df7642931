package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.ApplicationSingleton;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What is measured of the dispatch. Labels are observers and outcomes: both are few. */
@ApplicationSingleton
final class DispatchMeters {

  private final MeterRegistry registry;
  private final Timer lag;
  private final Map<String, Timer> returned = new ConcurrentHashMap<>();
  private final Map<String, Timer> failed = new ConcurrentHashMap<>();

  @Inject
  DispatchMeters(MeterRegistry registry) {
    this.registry = registry;
    this.lag =
        Timer.builder("checkpost.dispatch.lag")
            .description("From received to given to all observers")
            .register(registry);
  }

  void observed(Instant receivedAt, Instant observedAt) {
    Duration took = Duration.between(receivedAt, observedAt);
    lag.record(took.isNegative() ? Duration.ZERO : took);
  }

  void returned(String observer, long nanos) {
    timer(returned, observer, "returned").record(nanos, TimeUnit.NANOSECONDS);
  }

  void failed(String observer, long nanos) {
    timer(failed, observer, "failed").record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Map<String, Timer> timers, String observer, String outcome) {
    return timers.computeIfAbsent(
        observer,
        id ->
            Timer.builder("checkpost.observer.calls")
                .description("Calls of observers")
                .tag("observer", id)
                .tag("outcome", outcome)
                .register(registry));
  }
}
