package io.checkpost.ingest.lifecycle;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.intake.Admission;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Startup;

/** Started means: the database was there and up to date, and messages were taken. */
@Startup
@ApplicationSingleton
public class Started implements HealthCheck {

  private final Admission admission;

  /** Creates the check. */
  @Inject
  Started(Admission admission) {
    this.admission = admission;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("started");
    return admission.hasOpened()
        ? response.up().build()
        : response.down().withData("why", admission.whyClosed()).build();
  }
}
