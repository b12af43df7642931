package io.checkpost.ingest.relay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * How the relay targets are, measured every few seconds: those that changed last when there are
 * very many. What was measured last stands while the database cannot be asked. It takes two queries
 * a target, which must not hold up the courier.
 */
@ApplicationSingleton
final class MeasuredTargets implements BackgroundWork {

  private static final int MOST = 200;
  private static final Duration BETWEEN_MEASURES = Duration.ofSeconds(15);

  private final RelayTargetStates states;
  private final MultiGauge pending;
  private final MultiGauge breaker;
  private final Rounds rounds = new Rounds("relay.measure", BETWEEN_MEASURES, this::measure);

  @Inject
  MeasuredTargets(RelayTargetStates states, MeterRegistry registry) {
    this.states = states;
    this.pending =
        MultiGauge.builder("checkpost.relay.pending")
            .description("Deliveries that wait, by target; counted up to 1000")
            .register(registry);
    this.breaker =
        MultiGauge.builder("checkpost.relay.breaker")
            .description("0: asked as usual, 1: left alone, 2: disabled")
            .register(registry);
  }

  /** The first measure is taken at once. */
  @Override
  public void start(ThreadFactory threads) {
    rounds.wakeUp();
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.close(patience);
  }

  private void measure() {
    List<MultiGauge.Row<?>> waiting = new ArrayList<>();
    List<MultiGauge.Row<?>> treated = new ArrayList<>();
    for (RelayTargetState state : states.list(MOST, null).items()) {
      Tags tags = Tags.of("target", state.portalId().toString());
      waiting.add(MultiGauge.Row.of(tags, state.pending()));
      treated.add(MultiGauge.Row.of(tags, level(state.state())));
    }
    pending.register(waiting, true);
    breaker.register(treated, true);
  }

  private static int level(TargetState state) {
    return switch (state) {
      case CLOSED -> 0;
      case OPEN -> 1;
      case DISABLED -> 2;
    };
  }
}
