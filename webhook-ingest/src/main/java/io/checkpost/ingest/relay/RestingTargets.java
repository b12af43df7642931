package io.checkpost.ingest.relay;

import io.checkpost.ingest.alert.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The relay targets to which nothing is sent as usual, for alerts. */
final class RestingTargets {

  private RestingTargets() {}

  /**
   * Returns one finding for each target in the given state.
   *
   * @param sentence with a place for when that began
   */
  static List<Finding> find(Connection connection, TargetState state, String sentence)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT portal_id, changed_at FROM relay_target WHERE state = ?")) {
      select.setString(1, state.code());
      List<Finding> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Finding(
                  row.getObject(1, UUID.class).toString(),
                  sentence.formatted(row.getObject(2, OffsetDateTime.class).toInstant())));
        }
      }
      return found;
    }
  }
}
