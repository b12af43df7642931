package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.alert.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What observers are owed in a state, looked up by index for each observer that nodes have had. */
final class OwedByObserver {

  private OwedByObserver() {}

  /** Returns a finding for each observer that first failed before a time and is in a state. */
  static List<Finding> find(Connection connection, String state, Instant before, String sentence)
      throws SQLException {
    List<Finding> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT o.id,
              (SELECT w.first_failed_at FROM owed_observation w
               WHERE w.observer = o.id AND w.state = ? AND w.first_failed_at <= ?
               ORDER BY w.first_failed_at LIMIT 1)
            FROM observer o""")) {
      select.setString(1, state);
      select.setObject(2, before.atOffset(ZoneOffset.UTC));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          OffsetDateTime since = row.getObject(2, OffsetDateTime.class);
          if (since != null) {
            found.add(new Finding(row.getString(1), sentence.formatted(since.toInstant())));
          }
        }
      }
    }
    return found;
  }
}
