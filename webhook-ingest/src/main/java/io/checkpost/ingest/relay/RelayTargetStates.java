package io.checkpost.ingest.relay;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the relay targets are, for people and measures. Reads by JDBC, for the measures are read on a
 * thread beside the requests. Safe for use by many threads; every call throws {@link
 * DatabaseUnavailable} when the database cannot be asked.
 */
@ApplicationSingleton
public final class RelayTargetStates {

  /** How far pending deliveries are counted. */
  public static final int MOST = 1000;

  private static final Cursor START =
      new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0));

  private final Database database;
  private final Clock clock;

  /** Creates the bean. */
  @Inject
  public RelayTargetStates(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Returns the targets that anything was ever relayed to, the last changed first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before; null for the first
   * @throws io.checkpost.ingest.problem.InvalidInput when the cursor is none
   */
  public Page<RelayTargetState> list(int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? START : Cursor.of(cursor);
    try {
      List<RelayTargetState> found =
          database.inTransaction(connection -> select(connection, limit, after));
      return Page.of(
          found, limit, last -> new Cursor(last.changedAt(), last.portalId().value()).toString());
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** Returns how a target is treated; as usual where nothing was ever relayed to it. */
  public TargetState of(PortalId target) {
    try {
      return database.inTransaction(connection -> state(connection, target));
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static TargetState state(Connection connection, PortalId target) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT state FROM relay_target WHERE portal_id = ?")) {
      select.setObject(1, target.value());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? TargetState.of(row.getString(1)) : TargetState.CLOSED;
      }
    }
  }

  private static List<RelayTargetState> select(Connection connection, int limit, Cursor after)
      throws SQLException {
    List<RelayTargetState> found = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT portal_id, state, changed_at, ready_at FROM relay_target
                WHERE changed_at <= ? AND (changed_at < ? OR portal_id < ?)
                ORDER BY changed_at DESC, portal_id DESC LIMIT ?""");
        PreparedStatement count =
            connection.prepareStatement(
                """
                SELECT COUNT(*) FROM (SELECT id FROM delivery
                  WHERE target_id = ? AND state = 'pending' LIMIT ?) counted""");
        PreparedStatement oldest =
            connection.prepareStatement(
                """
                SELECT created_at FROM delivery WHERE target_id = ? AND state = 'pending'
                ORDER BY created_at LIMIT 1""")) {
      select.setObject(1, DeliveryStore.timestamp(after.at()));
      select.setObject(2, DeliveryStore.timestamp(after.at()));
      select.setObject(3, after.id());
      select.setInt(4, limit + 1);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          UUID id = row.getObject(1, UUID.class);
          found.add(
              new RelayTargetState(
                  new PortalId(id),
                  TargetState.of(row.getString(2)),
                  row.getObject(3, OffsetDateTime.class).toInstant(),
                  row.getObject(4, OffsetDateTime.class).toInstant(),
                  count(count, id),
                  oldest(oldest, id)));
        }
      }
    }
    return found;
  }

  private static int count(PreparedStatement count, UUID target) throws SQLException {
    count.setObject(1, target);
    count.setInt(2, MOST);
    try (ResultSet row = count.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static @Nullable Instant oldest(PreparedStatement oldest, UUID target)
      throws SQLException {
    oldest.setObject(1, target);
    try (ResultSet row = oldest.executeQuery()) {
      return row.next() ? row.getObject(1, OffsetDateTime.class).toInstant() : null;
    }
  }

  /**
   * Has a target asked again as usual: one that answered 410, or that fails.
   *
   * @return false when nothing was ever relayed to the portal
   */
  public boolean enable(PortalId portal) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    try {
      return database.inTransaction(connection -> enable(connection, portal.value(), now)) == 1;
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static int enable(Connection connection, UUID portal, Instant now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE relay_target SET state = 'closed', url = NULL, probes = 0, ready_at = ?,
              changed_at = CASE WHEN state = 'closed' THEN changed_at ELSE ? END
            WHERE portal_id = ?""")) {
      update.setObject(1, DeliveryStore.timestamp(now));
      update.setObject(2, DeliveryStore.timestamp(now));
      update.setObject(3, portal);
      return update.executeUpdate();
    }
  }
}
