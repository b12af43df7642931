package io.checkpost.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.journal.Disposition;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeMetersTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final IntakeMeters meters = new IntakeMeters(registry);

  @Test
  void answersAreCountedByPortalAndResultAndStrangersByCauseAlone() {
    UUID portal = UUID.fromString("01930000-0000-7000-8000-000000000001");
    meters.stored(new PortalId(portal), Disposition.ACCEPTED);
    meters.stored(new PortalId(portal), Disposition.ACCEPTED);
    meters.refused(RefusalCause.TOO_LARGE, portal);
    for (int i = 0; i < 100; i++) {
      meters.refused(RefusalCause.UNKNOWN_URL, null);
    }

    assertThat(
            registry.scrape().lines().filter(line -> line.startsWith("checkpost_intake_answers")))
        .containsExactlyInAnyOrder(
            "checkpost_intake_answers_total{portal=\"" + portal + "\",result=\"accepted\"} 2.0",
            "checkpost_intake_answers_total{portal=\"" + portal + "\",result=\"too_large\"} 1.0",
            "checkpost_intake_answers_total{portal=\"\",result=\"unknown_url\"} 100.0");
  }
}
