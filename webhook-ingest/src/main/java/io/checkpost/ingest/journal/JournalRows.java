package io.checkpost.ingest.journal;

import io.checkpost.api.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The writes that appending messages and reading them again have in common. */
final class JournalRows {

  private final Connection connection;

  JournalRows(Connection connection) {
    this.connection = connection;
  }

  /**
   * A row of {@code pending_dispatch} to be written.
   *
   * @param replayId the replay that brings the message; null for one that was just received
   * @param outOfOrder whether later messages of the subject came before
   */
  record PendingRow(
      UUID messageId,
      UUID portalId,
      @Nullable UUID subjectId,
      @Nullable UUID replayId,
      boolean outOfOrder) {}

  void insertUpdates(Collection<UpdateRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO check_update (message_id, ordinal, check_id, subject_id, sequence,
              portal_id, received_at, check_type, outcome, previous_outcome, kind, returned,
              fingerprint, sealed_content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
      for (UpdateRow row : rows) {
        UUID messageId = row.place().messageId();
        Change change = row.change();
        insert.setObject(1, messageId);
        insert.setInt(2, row.ordinal());
        insert.setObject(3, row.checkId());
        insert.setObject(4, row.subject().id());
        insert.setObject(5, change == null ? null : change.sequence());
        insert.setObject(6, row.portalId());
        insert.setObject(7, LockedRows.timestamp(row.place().receivedAt()));
        insert.setString(8, row.update().checkType().code());
        insert.setString(9, row.update().outcome().code());
        insert.setString(10, code(change == null ? null : change.previous()));
        insert.setString(11, change == null ? null : change.kind().code());
        insert.setBoolean(12, change != null && change.returned());
        insert.setBytes(13, row.fingerprint());
        insert.setBytes(
            14,
            SealedColumns.sealContent(row.subject().key(), messageId, row.ordinal(), row.update()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  void advance(Collection<SubjectRow> subjects) throws SQLException {
    List<SubjectRow> advanced = subjects.stream().filter(SubjectRow::advanced).toList();
    if (advanced.isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE subject SET last_sequence = ? WHERE id = ?")) {
      for (SubjectRow subject : advanced) {
        update.setLong(1, subject.lastSequence());
        update.setObject(2, subject.id());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  void change(Collection<CheckRow> checks) throws SQLException {
    List<CheckRow> changed = checks.stream().filter(CheckRow::changed).toList();
    if (changed.isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE check_state SET subject_id = ?, outcome = ?, is_final = ?, fingerprint = ?,
              message_id = ?, ordinal = ? WHERE id = ?""")) {
      for (CheckRow check : changed) {
        update.setObject(1, check.subjectId());
        update.setString(2, code(check.outcome()));
        update.setObject(3, check.isFinal());
        update.setBytes(4, check.fingerprint());
        update.setObject(5, check.messageId());
        update.setInt(6, check.ordinal());
        update.setObject(7, check.id());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  /** Called under the subjects' locks, so that for one subject positions are commit order. */
  void dispatch(Collection<PendingRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO pending_dispatch
              (message_id, portal_id, subject_id, shard, replay_id, out_of_order)
            VALUES (?, ?, ?, ?, ?, ?)""")) {
      for (PendingRow row : rows) {
        insert.setObject(1, row.messageId());
        insert.setObject(2, row.portalId());
        insert.setObject(3, row.subjectId());
        insert.setInt(4, Lane.of(row.messageId(), row.subjectId()).shard());
        insert.setObject(5, row.replayId());
        insert.setBoolean(6, row.outOfOrder());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Takes back what {@link #dispatch} wrote of a message, where it still waits. */
  void withdraw(UUID messageId, @Nullable UUID subjectId) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM pending_dispatch WHERE shard = ? AND message_id = ?")) {
      delete.setInt(1, Lane.of(messageId, subjectId).shard());
      delete.setObject(2, messageId);
      delete.executeUpdate();
    }
  }

  private static @Nullable String code(@Nullable Outcome outcome) {
    return outcome == null ? null : outcome.code();
  }
}
