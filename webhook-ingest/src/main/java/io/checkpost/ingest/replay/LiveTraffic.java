package io.checkpost.ingest.replay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.portal.PortalDirectory;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;

/** What was just received comes first: replays wait while it has to. */
@ApplicationSingleton
final class LiveTraffic {

  private final Database database;
  private final PortalDirectory portals;
  private final Clock clock;
  private final Duration patience;

  @Inject
  LiveTraffic(Database database, PortalDirectory portals, Settings settings, Clock clock) {
    this.database = database;
    this.portals = portals;
    this.clock = clock;
    this.patience = settings.replayYieldAfter();
  }

  /**
   * Tells whether the observers are behind: a message of a portal that is not paused waits longer
   * than it should.
   */
  boolean isBehind() throws SQLException {
    Set<UUID> paused = portals.pausedPortals();
    return database.inTransaction(connection -> isBehind(connection, paused));
  }

  private boolean isBehind(Connection connection, Set<UUID> paused) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT m.received_at FROM pending_dispatch p JOIN message m ON m.id = p.message_id
            WHERE p.replay_id IS NULL AND NOT (p.portal_id = ANY (?))
            ORDER BY p.position LIMIT 1""")) {
      select.setArray(1, connection.createArrayOf("uuid", paused.toArray()));
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            && row.getObject(1, OffsetDateTime.class)
                .toInstant()
                .isBefore(clock.instant().minus(patience));
      }
    }
  }
}
