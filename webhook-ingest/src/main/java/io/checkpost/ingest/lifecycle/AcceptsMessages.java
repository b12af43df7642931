package io.checkpost.ingest.lifecycle;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.intake.Admission;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: a message sent now would be stored. */
@Readiness
@ApplicationSingleton
public class AcceptsMessages implements HealthCheck {

  private final Admission admission;
  // servers ask for health checks before the data source can be looked up
  private final Provider<Database> database;

  /** Creates the check. */
  @Inject
  AcceptsMessages(Admission admission, Provider<Database> database) {
    this.admission = admission;
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("accepts-messages");
    if (!admission.isOpen()) {
      return response.down().withData("why", admission.whyClosed()).build();
    }
    return databaseAnswers()
        ? response.up().build()
        : response.down().withData("why", "the database does not answer").build();
  }

  private boolean databaseAnswers() {
    try {
      return database
          .get()
          .inTransaction(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  return statement.execute("SELECT 1");
                }
              });
    } catch (SQLException e) {
      return false;
    }
  }
}
