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

/** Observers that have been failing on a message for a while and are still tried. */
@ApplicationSingleton
final class FailingObservers implements Condition {

  private final Duration tolerated;

  @Inject
  FailingObservers(Settings settings) {
    this.tolerated = settings.alertObserverFailing();
  }

  @Override
  public String kind() {
    return "observer-failing";
  }

  @Override
  public List<Finding> find(Connection connection, Instant now) throws SQLException {
    return OwedByObserver.find(
        connection, "waiting", now.minus(tolerated), "It has failed on a message since %s.");
  }
}
