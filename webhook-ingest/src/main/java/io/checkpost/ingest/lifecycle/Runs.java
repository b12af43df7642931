package io.checkpost.ingest.lifecycle;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.Journal;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live means: nothing is broken that a restart would mend. It does not ask the database, since to
 * restart every node helps no database that is down.
 */
@Liveness
@ApplicationSingleton
public class Runs implements HealthCheck {

  // servers ask for health checks before the data source can be looked up
  private final Provider<Journal> journal;

  /** Creates the check. */
  @Inject
  Runs(Provider<Journal> journal) {
    this.journal = journal;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("runs");
    return journal.get().isWriting()
        ? response.up().build()
        : response.down().withData("why", "a thread that writes messages has died").build();
  }
}
