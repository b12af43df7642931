package io.checkpost.ingest.replay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.paging.Cursor;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stored replays as jobs. A node leases a job and keeps its row locked while it writes what
 * became of messages, so that a job's progress and its effects are one commit by one node.
 */
@ApplicationSingleton
final class ReplayStore {

  private static final int MOST_AT_ONCE = 32;

  private final Database database;
  private final Clock clock;
  private final Duration lease;
  private final UUID node = UUID.randomUUID();

  @Inject
  ReplayStore(Database database, Settings settings, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.lease = settings.dispatchLease();
  }

  /** Stores a job; it is on disk when this returns. */
  void insert(
      UUID id,
      ReplayState state,
      MessageSelection selection,
      @Nullable String observer,
      int ratePerSecond,
      @Nullable Long counted,
      String createdBy)
      throws SQLException {
    Set<UUID> messages = selection.messages();
    UUID one = messages.size() == 1 ? messages.iterator().next() : null;
    Set<UUID> several = one == null ? messages : Set.of();
    database.durably(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO replay (id, kind, state, message_id, portal_id, provider,
                    disposition, check_type, outcome, received_from, received_to, observer,
                    rate_per_second, counted, done, skipped, failed, created_at, created_by, chosen)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?)""")) {
            insert.setObject(1, id);
            insert.setString(2, selection.kind().code());
            insert.setString(3, state.code());
            insert.setObject(4, one);
            insert.setObject(5, selection.portal());
            insert.setString(6, selection.provider());
            insert.setString(7, selection.disposition());
            insert.setString(8, selection.checkType());
            insert.setString(9, selection.outcome());
            insert.setObject(10, timestamp(selection.from()));
            insert.setObject(11, timestamp(selection.to()));
            insert.setString(12, observer);
            insert.setInt(13, ratePerSecond);
            insert.setObject(14, counted);
            insert.setObject(15, timestamp(clock.instant()));
            insert.setString(16, createdBy);
            insert.setObject(17, several.isEmpty() ? null : several.size());
            insert.executeUpdate();
          }
          insertEach(
              connection,
              "INSERT INTO replay_subject (replay_id, subject_id) VALUES (?, ?)",
              id,
              selection.subjects());
          insertEach(
              connection,
              "INSERT INTO replay_message (replay_id, message_id) VALUES (?, ?)",
              id,
              several);
          return id;
        });
  }

  private static void insertEach(
      Connection connection, String sql, UUID id, Set<UUID> subjectsOrMessages)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (UUID each : subjectsOrMessages) {
        insert.setObject(1, id);
        insert.setObject(2, each);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Returns the jobs on which this node may work, the oldest first. */
  List<UUID> runnable() throws SQLException {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT id FROM replay WHERE state IN ('counting', 'running')
                    AND (owner IS NULL OR owner = ? OR lease_until < CURRENT_TIMESTAMP)
                  ORDER BY created_at LIMIT %d"""
                      .formatted(MOST_AT_ONCE))) {
            select.setObject(1, node);
            return ids(select);
          }
        });
  }

  private static List<UUID> ids(PreparedStatement select) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  /**
   * Leases a job and locks its row until the transaction ends; empty when it was stopped, or
   * another node has it.
   */
  Optional<Job> claim(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE replay SET owner = ?, lease_until = ?, started_at = COALESCE(started_at, ?)
            WHERE id = ? AND state IN ('counting', 'running')
              AND (owner IS NULL OR owner = ? OR lease_until < CURRENT_TIMESTAMP)""")) {
      update.setObject(1, node);
      update.setObject(2, now(connection).plus(lease));
      update.setObject(3, timestamp(clock.instant()));
      update.setObject(4, id);
      update.setObject(5, node);
      return update.executeUpdate() == 0 ? Optional.empty() : Optional.of(job(connection, id));
    }
  }

  private static OffsetDateTime now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class);
    }
  }

  private static Job job(Connection connection, UUID id) throws SQLException {
    Set<UUID> subjects =
        each(connection, "SELECT subject_id FROM replay_subject WHERE replay_id = ?", id);
    Set<UUID> chosen =
        each(connection, "SELECT message_id FROM replay_message WHERE replay_id = ?", id);
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT kind, state, message_id, portal_id, provider, disposition, check_type, outcome,
              received_from, received_to, observer, rate_per_second, cursor_at, cursor_id
            FROM replay WHERE id = ?""")) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        Instant cursorAt = instant(row, 13);
        return new Job(
            id,
            ReplayState.of(row.getString(2)),
            selection(row, chosen, subjects),
            row.getString(11),
            row.getInt(12),
            cursorAt == null ? null : new Cursor(cursorAt, row.getObject(14, UUID.class)));
      }
    }
  }

  private static MessageSelection selection(ResultSet row, Set<UUID> chosen, Set<UUID> subjects)
      throws SQLException {
    UUID one = row.getObject(3, UUID.class);
    return new MessageSelection(
        ReplayKind.of(row.getString(1)),
        one == null ? chosen : Set.of(one),
        row.getObject(4, UUID.class),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        subjects,
        instant(row, 9),
        row.getObject(10, OffsetDateTime.class).toInstant());
  }

  private static Set<UUID> each(Connection connection, String sql, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, id);
      return new HashSet<>(ids(select));
    }
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Writes how many messages a job has, with which it begins to go through them. */
  void counted(Connection connection, Job job, long messages) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE replay SET counted = ?, state = 'running' WHERE id = ?")) {
      update.setLong(1, messages);
      update.setObject(2, job.id());
      update.executeUpdate();
    }
  }

  /** Writes what became of messages, in the transaction in which it became of them. */
  void advance(Connection connection, Job job, @Nullable Cursor cursor, Tally tally)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE replay SET cursor_at = ?, cursor_id = ?, done = done + ?,
              skipped = skipped + ?, failed = failed + ? WHERE id = ?""")) {
      update.setObject(1, timestamp(cursor == null ? null : cursor.at()));
      update.setObject(2, cursor == null ? null : cursor.id());
      update.setInt(3, tally.done());
      update.setInt(4, tally.skipped());
      update.setInt(5, tally.failed());
      update.setObject(6, job.id());
      update.executeUpdate();
    }
  }

  /** Ends a job that went through all its messages. */
  void finish(Connection connection, Job job) throws SQLException {
    end(connection, job.id(), ReplayState.FINISHED, null);
  }

  /** Ends a job that cannot go on. */
  void fail(UUID id, String reason) throws SQLException {
    database.inTransaction(
        connection -> {
          end(connection, id, ReplayState.FAILED, reason);
          return id;
        });
  }

  private void end(Connection connection, UUID id, ReplayState state, @Nullable String reason)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE replay SET state = ?, reason = ?, finished_at = ?, owner = NULL
            WHERE id = ? AND state IN ('counting', 'running')""")) {
      update.setString(1, state.code());
      update.setString(2, reason);
      update.setObject(3, timestamp(clock.instant()));
      update.setObject(4, id);
      update.executeUpdate();
    }
  }

  /** Stops a job for now; false when it is not under way. */
  boolean pause(UUID id) throws SQLException {
    return changed(
        id,
        """
        UPDATE replay SET state = 'paused', owner = NULL
        WHERE id = ? AND state IN ('counting', 'running')""");
  }

  /** Lets a paused job go on; false when it is not paused. */
  boolean resume(UUID id) throws SQLException {
    return changed(
        id,
        """
        UPDATE replay SET state = CASE WHEN counted IS NULL THEN 'counting' ELSE 'running' END
        WHERE id = ? AND state = 'paused'""");
  }

  /** Ends a job; false when it had come to an end before. */
  boolean cancel(UUID id) throws SQLException {
    return database.durably(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  UPDATE replay SET state = 'cancelled', finished_at = ?, owner = NULL
                  WHERE id = ? AND state IN ('counting', 'running', 'paused')""")) {
            update.setObject(1, timestamp(clock.instant()));
            update.setObject(2, id);
            return update.executeUpdate() == 1;
          }
        });
  }

  private boolean changed(UUID id, String sql) throws SQLException {
    return database.durably(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, id);
            return update.executeUpdate() == 1;
          }
        });
  }

  /** An embedded database has one process: whoever held a lease before is gone. */
  void forgetFormerOwners() throws SQLException {
    if (database.dialect() == Dialect.H2) {
      database.inTransaction(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.executeUpdate("UPDATE replay SET owner = NULL");
            }
          });
    }
  }

  /** Gives every job back, so that another node need not wait for the lease to end. */
  void release() throws SQLException {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE replay SET owner = NULL WHERE owner = ?")) {
            update.setObject(1, node);
            return update.executeUpdate();
          }
        });
  }

  private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
