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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the relay targets are, for people and measures. Reads by JDBC, for the measures are read on a
 * thread beside the requests. Safe for use by many threads; every call throws {@link
 * DatabaseUnavailable} when the database cannot be asked.
 */
@ApplicationSingleton
public final class RelayTargetStates {

  /** How far the deliveries of a target are counted. */
  public static final int MOST = 1000;

  private static final String COLUMNS =
      "SELECT portal_id, state, changed_at, ready_at, paused_at, paused_by FROM relay_target";

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
    List<RelayTargetState> found = asked(connection -> select(connection, limit, after));
    return Page.of(
        found, limit, last -> new Cursor(last.changedAt(), last.portalId().value()).toString());
  }

  /** Returns how a target is; empty where nothing was ever relayed to it. */
  public Optional<RelayTargetState> find(PortalId target) {
    return asked(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(COLUMNS + " WHERE portal_id = ?")) {
            select.setObject(1, target.value());
            return read(connection, select).stream().findFirst();
          }
        });
  }

  private static List<RelayTargetState> select(Connection connection, int limit, Cursor after)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            COLUMNS
                + """
                   WHERE changed_at <= ? AND (changed_at < ? OR portal_id < ?)
                  ORDER BY changed_at DESC, portal_id DESC LIMIT ?""")) {
      select.setObject(1, DeliveryStore.timestamp(after.at()));
      select.setObject(2, DeliveryStore.timestamp(after.at()));
      select.setObject(3, after.id());
      select.setInt(4, limit + 1);
      return read(connection, select);
    }
  }

  private static List<RelayTargetState> read(Connection connection, PreparedStatement select)
      throws SQLException {
    List<RelayTargetState> found = new ArrayList<>();
    try (TargetQueue queue = new TargetQueue(connection);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(state(row, queue));
      }
    }
    return found;
  }

  /** Reads a row that begins with {@link #COLUMNS}. */
  static RelayTargetState state(ResultSet row, TargetQueue queue) throws SQLException {
    UUID id = row.getObject(1, UUID.class);
    return new RelayTargetState(
        new PortalId(id),
        TargetState.of(row.getString(2)),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        queue.count(id, DeliveryState.PENDING),
        queue.oldest(id, DeliveryState.PENDING),
        pause(row.getObject(5, OffsetDateTime.class), row.getString(6)));
  }

  private static @Nullable TargetPause pause(@Nullable OffsetDateTime at, @Nullable String by) {
    return at == null || by == null ? null : new TargetPause(at.toInstant(), by);
  }

  /**
   * Has a target asked again as usual: one that answered 410, or that fails.
   *
   * @return false when nothing was ever relayed to the portal
   */
  public boolean enable(PortalId portal) {
    Instant now = now();
    return changed(
        """
        UPDATE relay_target SET state = 'closed', url = NULL, probes = 0, ready_at = ?,
          changed_at = CASE WHEN state = 'closed' THEN changed_at ELSE ? END
        WHERE portal_id = ?""",
        DeliveryStore.timestamp(now),
        DeliveryStore.timestamp(now),
        portal.value());
  }

  /**
   * Has nothing sent to a target until somebody resumes it. What the courier has already taken up,
   * a few dozen at most, still goes.
   *
   * @param by who says so; whoever said so first stays the one
   * @return false when nothing was ever relayed to the portal
   */
  public boolean pause(PortalId portal, String by) {
    return changed(
        """
        UPDATE relay_target SET paused_at = COALESCE(paused_at, CAST(? AS TIMESTAMP(6) WITH TIME ZONE)),
          paused_by = COALESCE(paused_by, CAST(? AS VARCHAR(200)))
        WHERE portal_id = ?""",
        DeliveryStore.timestamp(now()),
        by,
        portal.value());
  }

  /**
   * Lets a paused target get what waits for it.
   *
   * @return false when nothing was ever relayed to the portal
   */
  public boolean resume(PortalId portal) {
    return changed(
        "UPDATE relay_target SET paused_at = NULL, paused_by = NULL WHERE portal_id = ?",
        portal.value());
  }

  private boolean changed(String sql, Object... parameters) {
    int found =
        asked(
            connection -> {
              try (PreparedStatement update = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                  update.setObject(i + 1, parameters[i]);
                }
                return update.executeUpdate();
              }
            });
    return found == 1;
  }

  private <T> T asked(Database.Work<T> work) {
    try {
      return database.inTransaction(work);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
