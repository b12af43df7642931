package io.checkpost.ingest.relay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Targets that said that they are gone: nothing is sent until a person does something about it. */
@ApplicationSingleton
final class DisabledTargets implements Condition {

  @Override
  public String kind() {
    return "relay-disabled";
  }

  @Override
  public List<Finding> find(Connection connection, Instant now) throws SQLException {
    return RestingTargets.find(
        connection,
        TargetState.DISABLED,
        "The relay URL of this portal answered 410 at %s; nothing is sent to it any more.");
  }
}
