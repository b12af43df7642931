package io.checkpost.ingest.relay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Targets that messages could not be delivered to, until a person has them tried again. */
@ApplicationSingleton
final class DeadDeliveries implements Condition {

  @Override
  public String kind() {
    return "delivery-died";
  }

  @Override
  public List<Finding> find(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT portal_id, since FROM (
                  SELECT t.portal_id, (SELECT MIN(d.created_at) FROM delivery d
                    WHERE d.target_id = t.portal_id AND d.state = 'dead') AS since
                  FROM relay_target t) died
                WHERE since IS NOT NULL""");
        ResultSet row = select.executeQuery()) {
      List<Finding> found = new ArrayList<>();
      while (row.next()) {
        found.add(
            new Finding(
                row.getObject(1, UUID.class).toString(),
                "Deliveries to the relay URL of this portal were given up; the oldest was made at %s."
                    .formatted(row.getObject(2, OffsetDateTime.class).toInstant())));
      }
      return found;
    }
  }
}
