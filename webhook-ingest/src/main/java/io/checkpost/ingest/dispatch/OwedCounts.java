package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/**
 * How much each observer is owed, counted now and then. Where that is much it takes a while, for
 * which the dispatcher must not stand still: hence a thread of its own.
 */
@ApplicationSingleton
final class OwedCounts implements BackgroundWork {

  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(30);

  private final OwedObservations observations;
  private final MultiGauge owed;
  private final Rounds rounds = new Rounds("owed-counts", BETWEEN_COUNTS, this::count);

  @Inject
  OwedCounts(OwedObservations observations, MeterRegistry meters) {
    this.observations = observations;
    this.owed =
        MultiGauge.builder("checkpost.observer.owed")
            .description("What observers are owed, counted up to 10000")
            .register(meters);
  }

  /** Counts for the first time at once. */
  @Override
  public void start(ThreadFactory threads) {
    rounds.wakeUp();
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.close(patience);
  }

  void count() {
    List<MultiGauge.Row<?>> rows =
        observations.observers().stream().flatMap(OwedCounts::rows).toList();
    owed.register(rows, true);
  }

  private static Stream<MultiGauge.Row<?>> rows(ObservedState observer) {
    return Stream.of(
        row(observer, "waiting", observer.waiting()),
        row(observer, "dead", observer.dead()),
        row(observer, "parked", observer.parked()));
  }

  private static MultiGauge.Row<?> row(ObservedState observer, String state, int count) {
    return MultiGauge.Row.of(Tags.of("observer", observer.id(), "state", state), count);
  }
}
