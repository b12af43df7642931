package io.checkpost.ingest.relay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Targets that failed so often that they are only asked now and then. */
@ApplicationSingleton
final class OpenBreakers implements Condition {

  @Override
  public String kind() {
    return "breaker-open";
  }

  @Override
  public List<Finding> find(Connection connection, Instant now) throws SQLException {
    return RestingTargets.find(
        connection,
        TargetState.OPEN,
        "The relay URL of this portal fails; since %s it is only asked now and then.");
  }
}
