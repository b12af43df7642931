package io.checkpost.ingest.intake;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.Disposition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How requests to the intake were answered, by portal and disposition or cause. Only portals that
 * exist have a series: strangers share one for each cause, whatever they call themselves.
 */
@ApplicationSingleton
final class IntakeMeters {

  /** Prometheus takes a label without a value for none. */
  private static final String NO_PORTAL = "";

  private final MeterRegistry meters;
  private final Timer time;
  private final Map<Key, Counter> answers = new ConcurrentHashMap<>();

  @Inject
  IntakeMeters(MeterRegistry meters) {
    this.meters = meters;
    this.time =
        Timer.builder("checkpost.intake.time")
            .description("From the request to its answer, for requests that were read")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5))
            .register(meters);
  }

  private record Key(String portal, String result) {}

  void stored(PortalId portal, Disposition disposition) {
    count(portal.toString(), disposition.code());
  }

  void refused(RefusalCause cause, @Nullable UUID portal) {
    count(portal == null ? NO_PORTAL : portal.toString(), cause.code());
  }

  /** Notes how long a request took that was begun at a time of {@link System#nanoTime}. */
  void answered(long begunNanos) {
    time.record(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
  }

  private void count(String portal, String result) {
    answers.computeIfAbsent(new Key(portal, result), this::counter).increment();
  }

  private Counter counter(Key key) {
    return Counter.builder("checkpost.intake.answers")
        .description("Requests to the intake, by disposition or by why they left no message")
        .tag("portal", key.portal)
        .tag("result", key.result)
        .register(meters);
  }
}
