package io.checkpost.ingest.message;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import io.checkpost.ingest.configuration.Settings;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** More messages than usual were not understood within the last hour. */
@ApplicationSingleton
final class GrowingQuarantine implements Condition {

  private static final Duration LATELY = Duration.ofHours(1);

  private final int many;

  @Inject
  GrowingQuarantine(Settings settings) {
    this.many = settings.alertQuarantinedPerHour();
  }

  @Override
  public String kind() {
    return "quarantine-growing";
  }

  @Override
  public List<Finding> find(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT received_at FROM message WHERE disposition = 'quarantined' AND received_at > ?
            ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET ?""")) {
      select.setObject(1, now.minus(LATELY).atOffset(ZoneOffset.UTC));
      select.setInt(2, many - 1);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? List.of(
                new Finding(
                    "", "At least %d messages were quarantined within an hour.".formatted(many)))
            : List.of();
      }
    }
  }
}
