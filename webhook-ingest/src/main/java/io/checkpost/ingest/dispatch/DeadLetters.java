package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Observers with messages that were given up, until a person replays or closes them. */
@ApplicationSingleton
final class DeadLetters implements Condition {

  @Override
  public String kind() {
    return "observer-died";
  }

  @Override
  public List<Finding> find(Connection connection, Instant now) throws SQLException {
    return OwedByObserver.find(
        connection,
        "dead",
        now,
        "Messages that it failed on were given up; the first failed at %s.");
  }
}
