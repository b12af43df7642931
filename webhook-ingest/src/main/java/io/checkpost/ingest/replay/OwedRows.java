package io.checkpost.ingest.replay;

import io.checkpost.ingest.dispatch.PlannedCalls;
import io.checkpost.ingest.journal.Lane;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows by which the dispatch is asked to call observers again. */
final class OwedRows {

  private final Connection connection;

  OwedRows(Connection connection) {
    this.connection = connection;
  }

  /** The calls that a message is to make again. */
  record Wanted(
      UUID messageId,
      UUID portalId,
      @Nullable UUID subjectId,
      Instant receivedAt,
      List<PlannedCalls.Call> calls) {

    /** Replays are in the order of arrival, apart from what was just received. */
    long position() {
      return ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt);
    }

    int shard() {
      return Lane.of(messageId, subjectId).shard();
    }
  }

  /**
   * Leaves calls for the dispatch. One that is owed already is left as it is; one that was given up
   * or closed begins anew.
   */
  void insert(UUID replayId, Collection<Wanted> messages, Instant now) throws SQLException {
    // the two databases have no common way to do both in one statement
    try (PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO owed_observation (message_id, ordinal, observer, position, portal_id,
                  subject_id, shard, attempts, state, due_at, replay_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'waiting', ?, ?) ON CONFLICT DO NOTHING""");
        PreparedStatement revive =
            connection.prepareStatement(
                """
                UPDATE owed_observation SET state = 'waiting', attempts = 0, due_at = ?,
                  replay_id = ?, position = ?, failed_at = NULL, cause = NULL,
                  first_failed_at = NULL, hold_until = NULL, out_of_order = FALSE
                WHERE message_id = ? AND ordinal = ? AND observer = ? AND state <> 'waiting'""")) {
      OffsetDateTime due = now.atOffset(ZoneOffset.UTC);
      for (Wanted message : messages) {
        for (PlannedCalls.Call call : message.calls) {
          insert.setObject(1, message.messageId);
          insert.setInt(2, call.ordinal());
          insert.setString(3, call.observer());
          insert.setLong(4, message.position());
          insert.setObject(5, message.portalId);
          insert.setObject(6, message.subjectId);
          insert.setInt(7, message.shard());
          insert.setObject(8, due);
          insert.setObject(9, replayId);
          insert.addBatch();
          revive.setObject(1, due);
          revive.setObject(2, replayId);
          revive.setLong(3, message.position());
          revive.setObject(4, message.messageId);
          revive.setInt(5, call.ordinal());
          revive.setString(6, call.observer());
          revive.addBatch();
        }
      }
      insert.executeBatch();
      revive.executeBatch();
    }
  }

  /**
   * Takes back what is known of the observation of a message that was taken for something else:
   * that event is no more.
   */
  void forget(UUID messageId) throws SQLException {
    for (String table : List.of("owed_observation", "observation")) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE message_id = ?")) {
        delete.setObject(1, messageId);
        delete.executeUpdate();
      }
    }
  }

  /** Takes back what is owed of updates that are news no longer. */
  void forget(UUID messageId, Collection<Integer> ordinals) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM owed_observation WHERE message_id = ? AND ordinal = ?")) {
      for (int ordinal : ordinals) {
        delete.setObject(1, messageId);
        delete.setInt(2, ordinal);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }
}
