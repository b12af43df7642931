package io.checkpost.ingest.relay;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which portals have something undelivered. Asks for the first of each kind and counts nothing, so
 * that a long backlog costs no more than a short one. Safe for use by many threads.
 */
@ApplicationSingleton
public final class UndeliveredByPortal {

  /** Until then a delivery that waits is nothing to worry about. */
  private static final Duration USUAL = Duration.ofMinutes(5);

  private final Database database;
  private final Clock clock;

  /** Creates the bean. */
  @Inject
  public UndeliveredByPortal(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Returns those of the given portals that have something undelivered.
   *
   * @throws DatabaseUnavailable when the database cannot be asked
   */
  public Map<PortalId, Undelivered> of(Collection<PortalId> portals) {
    try {
      return portals.isEmpty() ? Map.of() : select(portals);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private Map<PortalId, Undelivered> select(Collection<PortalId> portals) throws SQLException {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT p.id,
                    EXISTS (SELECT 1 FROM delivery d WHERE d.portal_id = p.id AND d.state = 'dead'),
                    EXISTS (SELECT 1 FROM delivery d WHERE d.portal_id = p.id
                      AND d.state = 'pending' AND d.created_at < ?)
                  FROM portal p WHERE p.id = ANY (?)""")) {
            select.setObject(1, DeliveryStore.timestamp(clock.instant().minus(USUAL)));
            select.setArray(
                2,
                connection.createArrayOf("uuid", portals.stream().map(PortalId::value).toArray()));
            return found(select);
          }
        });
  }

  private static Map<PortalId, Undelivered> found(PreparedStatement select) throws SQLException {
    Map<PortalId, Undelivered> found = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Undelivered undelivered = new Undelivered(row.getBoolean(2), row.getBoolean(3));
        if (!undelivered.equals(Undelivered.NONE)) {
          found.put(new PortalId(row.getObject(1, UUID.class)), undelivered);
        }
      }
    }
    return found;
  }
}
