package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import io.checkpost.ingest.configuration.Settings;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Messages that no observer has been handed, though they came a while ago. */
@ApplicationSingleton
final class OverdueWork implements Condition {

  private final Duration tolerated;

  @Inject
  OverdueWork(Settings settings) {
    this.tolerated = settings.alertOverdue();
  }

  @Override
  public String kind() {
    return "work-overdue";
  }

  @Override
  public List<Finding> find(Connection connection, Instant now) throws SQLException {
    return OldestWork.oldestPending(connection)
        .filter(since -> since.isBefore(now.minus(tolerated)))
        .map(
            since ->
                new Finding("", "Observers have still to see a message of %s.".formatted(since)))
        .stream()
        .toList();
  }
}
