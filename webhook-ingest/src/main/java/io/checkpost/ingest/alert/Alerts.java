package io.checkpost.ingest.alert;

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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The alerts there are and were. Safe for use by many threads. */
@ApplicationSingleton
public final class Alerts {

  private static final String COLUMNS =
      "id, kind, subject, state, since, found, last_found_at, gone_at, changes, notified_at, detail";
  private static final Cursor START =
      new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0));

  private final Database database;

  /** Creates the bean. */
  @Inject
  public Alerts(Database database) {
    this.database = database;
  }

  /**
   * Returns alerts, the latest change first.
   *
   * @param state only those in this state; null for all
   * @throws io.checkpost.ingest.problem.InvalidInput when the cursor is none
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Page<Alert> list(@Nullable AlertState state, int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? START : Cursor.of(cursor);
    try {
      List<Alert> found =
          database.inTransaction(connection -> page(connection, state, limit, after));
      return Page.of(found, limit, last -> new Cursor(last.since(), last.id()).toString());
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static List<Alert> page(
      Connection connection, @Nullable AlertState state, int limit, Cursor after)
      throws SQLException {
    String ofState = state == null ? "" : "state = '" + state.code() + "' AND ";
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM alert WHERE "
                + ofState
                + "since <= ? AND (since < ? OR id < ?) ORDER BY since DESC, id DESC LIMIT ?")) {
      select.setObject(1, timestamp(after.at()));
      select.setObject(2, timestamp(after.at()));
      select.setObject(3, after.id());
      select.setInt(4, limit + 1);
      return alerts(select);
    }
  }

  /** Returns those of a kind that are raised, and those about the given subjects. */
  static List<Alert> concerned(Connection connection, String kind, Collection<String> subjects)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM alert WHERE kind = ? AND (state = 'raised' OR subject = ANY (?))")) {
      select.setString(1, kind);
      select.setArray(2, connection.createArrayOf("varchar", subjects.toArray()));
      return alerts(select);
    }
  }

  private static List<Alert> alerts(PreparedStatement select) throws SQLException {
    List<Alert> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Alert(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                AlertState.of(row.getString(4)),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getLong(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                instant(row.getObject(8, OffsetDateTime.class)),
                row.getLong(9),
                instant(row.getObject(10, OffsetDateTime.class)),
                row.getString(11)));
      }
    }
    return found;
  }

  static void insert(Connection connection, Collection<Alert> alerts) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO alert (state, since, found, last_found_at, gone_at, changes, detail, kind,
              subject, id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
      for (Alert alert : alerts) {
        set(insert, alert);
        insert.setString(8, alert.kind());
        insert.setString(9, alert.subject());
        insert.setObject(10, alert.id());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** When a state was told, which happens meanwhile, stays until the state is another. */
  static void update(Connection connection, Collection<Alert> alerts) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE alert SET state = ?, since = ?, found = ?, last_found_at = ?, gone_at = ?,
              changes = ?, detail = ?, notified_at = CASE WHEN changes = ? THEN notified_at END
            WHERE kind = ? AND subject = ?""")) {
      for (Alert alert : alerts) {
        set(update, alert);
        update.setLong(8, alert.changes());
        update.setString(9, alert.kind());
        update.setString(10, alert.subject());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static void set(PreparedStatement statement, Alert alert) throws SQLException {
    statement.setString(1, alert.state().code());
    statement.setObject(2, timestamp(alert.since()));
    statement.setLong(3, alert.found());
    statement.setObject(4, timestamp(alert.lastFoundAt()));
    statement.setObject(5, timestamp(alert.goneAt()));
    statement.setLong(6, alert.changes());
    statement.setString(7, alert.detail());
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime timestamp(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}
