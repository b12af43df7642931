package io.checkpost.ingest.relay;

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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The relay targets that somebody may have to look after. Costs two probes of an index for each
 * target there is and a few more for each that is returned, however much is undelivered. Safe for
 * use by many threads.
 */
@ApplicationSingleton
public final class UndeliveredTargets {

  private static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0));

  private final Database database;

  /** Creates the bean. */
  @Inject
  public UndeliveredTargets(Database database) {
    this.database = database;
  }

  private record Found(UndeliveredTarget undelivered, Instant since) {

    Cursor place() {
      return new Cursor(since, undelivered.target().portalId().value());
    }
  }

  /**
   * Returns the targets that have not got everything, are left alone, disabled or paused; that
   * which is worst off for the longest time first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before; null for the first
   * @throws io.checkpost.ingest.problem.InvalidInput when the cursor is none
   * @throws DatabaseUnavailable when the database cannot be asked
   */
  public Page<UndeliveredTarget> list(int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? START : Cursor.of(cursor);
    try {
      List<Found> found = database.inTransaction(connection -> select(connection, limit, after));
      return Page.of(found, limit, last -> last.place().toString()).map(Found::undelivered);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static List<Found> select(Connection connection, int limit, Cursor after)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT portal_id, state, changed_at, ready_at, paused_at, paused_by, since,
              (SELECT p.relay_url FROM portal p WHERE p.id = portal_id)
            FROM (
              SELECT t.*, COALESCE(
                (SELECT MIN(d.created_at) FROM delivery d
                  WHERE d.target_id = t.portal_id AND d.state = 'dead'),
                (SELECT MIN(d.created_at) FROM delivery d
                  WHERE d.target_id = t.portal_id AND d.state = 'pending'),
                t.paused_at,
                CASE WHEN t.state <> 'closed' THEN t.changed_at END) AS since
              FROM relay_target t) troubled
            WHERE since >= ? AND (since > ? OR portal_id > ?)
            ORDER BY since, portal_id LIMIT ?""")) {
      select.setObject(1, DeliveryStore.timestamp(after.at()));
      select.setObject(2, DeliveryStore.timestamp(after.at()));
      select.setObject(3, after.id());
      select.setInt(4, limit + 1);
      return read(connection, select);
    }
  }

  private static List<Found> read(Connection connection, PreparedStatement select)
      throws SQLException {
    List<Found> found = new ArrayList<>();
    try (TargetQueue queue = new TargetQueue(connection);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Found(
                undelivered(RelayTargetStates.state(row, queue), row.getString(8), queue),
                row.getObject(7, OffsetDateTime.class).toInstant()));
      }
    }
    return found;
  }

  private static UndeliveredTarget undelivered(
      RelayTargetState target, @Nullable String url, TargetQueue queue) throws SQLException {
    UUID id = target.portalId().value();
    return new UndeliveredTarget(
        target,
        url,
        queue.count(id, DeliveryState.DEAD),
        queue.oldest(id, DeliveryState.DEAD),
        queue.lastCause(id),
        nextAttempt(target, queue));
  }

  private static @Nullable Instant nextAttempt(RelayTargetState target, TargetQueue queue)
      throws SQLException {
    if (target.pause() != null || target.pending() == 0) {
      return null;
    }
    return switch (target.state()) {
      case CLOSED -> queue.due(target.portalId().value());
      case OPEN -> target.readyAt();
      case DISABLED -> null;
    };
  }
}
