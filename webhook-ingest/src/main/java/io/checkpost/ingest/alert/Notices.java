package io.checkpost.ingest.alert;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.journal.TimeOrderedId;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What is still to be told, a queue for each channel. Who takes from one puts off its next attempt
 * in the same transaction; so no two nodes tell the same at a time, and what a node that died took
 * is told later by another.
 */
@ApplicationSingleton
final class Notices {

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  private final Database database;

  @Inject
  Notices(Database database) {
    this.database = database;
  }

  /** Leaves a notice of each change for each channel. */
  static void leave(
      Connection connection, Collection<Alert> changed, Collection<String> channels, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO alert_notice (id, channel, alert_id, kind, subject, state, since, changes,
              detail, attempts, due_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)""")) {
      for (Alert alert : changed) {
        for (String channel : channels) {
          insert.setObject(1, TimeOrderedId.next(now));
          insert.setString(2, channel);
          insert.setObject(3, alert.id());
          insert.setString(4, alert.kind());
          insert.setString(5, alert.subject());
          insert.setString(6, alert.state().code());
          insert.setObject(7, timestamp(alert.since()));
          insert.setLong(8, alert.changes());
          insert.setString(9, alert.detail());
          insert.setObject(10, timestamp(now));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /**
   * Takes what is to be told on a channel now, the earliest first; nothing while the earliest waits
   * for its next attempt, since a receiver that failed once fails on all of them.
   */
  List<Notice> take(Channel channel, Instant now) throws SQLException {
    return database.inTransaction(
        connection -> {
          List<Waiting> waiting = lock(connection, channel);
          if (waiting.isEmpty() || waiting.get(0).dueAt.isAfter(now)) {
            return List.of();
          }
          putOff(connection, waiting, now);
          return waiting.stream().map(Waiting::notice).toList();
        });
  }

  private record Waiting(Notice notice, int attempts, Instant dueAt) {}

  private static List<Waiting> lock(Connection connection, Channel channel) throws SQLException {
    List<Waiting> waiting = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT id, alert_id, kind, subject, state, since, changes, detail, attempts, due_at
            FROM alert_notice WHERE channel = ? ORDER BY id LIMIT ? FOR UPDATE""")) {
      select.setString(1, channel.name());
      select.setInt(2, channel.mostAtOnce());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          waiting.add(
              new Waiting(
                  notice(row), row.getInt(9), row.getObject(10, OffsetDateTime.class).toInstant()));
        }
      }
    }
    return waiting;
  }

  private static Notice notice(ResultSet row) throws SQLException {
    return new Notice(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getString(4),
        AlertState.of(row.getString(5)),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getLong(7),
        row.getString(8));
  }

  private static void putOff(Connection connection, List<Waiting> waiting, Instant now)
      throws SQLException {
    Duration pause = pause(waiting.get(0).attempts);
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE alert_notice SET attempts = attempts + 1, due_at = ? WHERE id = ?")) {
      for (Waiting each : waiting) {
        update.setObject(1, timestamp(now.plus(pause)));
        update.setObject(2, each.notice.id());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Forgets what was told, and notes at its alert that it was. */
  void told(List<Notice> notices, Instant now) throws SQLException {
    database.inTransaction(
        connection -> {
          try (PreparedStatement delete =
                  connection.prepareStatement("DELETE FROM alert_notice WHERE id = ?");
              PreparedStatement update =
                  connection.prepareStatement(
                      "UPDATE alert SET notified_at = ? WHERE kind = ? AND subject = ? AND changes = ?")) {
            for (Notice notice : notices) {
              delete.setObject(1, notice.id());
              delete.addBatch();
              update.setObject(1, timestamp(now));
              update.setString(2, notice.kind());
              update.setString(3, notice.subject());
              update.setLong(4, notice.changes());
              update.addBatch();
            }
            delete.executeBatch();
            return update.executeBatch().length;
          }
        });
  }

  private static OffsetDateTime timestamp(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
