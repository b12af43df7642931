package io.checkpost.ingest.attention;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import io.checkpost.ingest.journal.SealedColumns;
import io.checkpost.ingest.privacy.MasterKeyset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a check, and whether it leaves something unsettled. Told from all of the check's
 * changes and not from the one that was just observed: whatever is observed late, twice or out of
 * order, the end is the same.
 */
final class CheckStory {

  /** Of a check that goes back and forth for ever the last changes tell enough. */
  private static final int MOST_CHANGES = 50;

  private final MasterKeyset keyset;
  private final Duration pendingAfter;

  CheckStory(MasterKeyset keyset, Duration pendingAfter) {
    this.keyset = keyset;
    this.pendingAfter = pendingAfter;
  }

  /** A check, locked, as the journal has it. */
  private record CheckRow(
      UUID id,
      UUID portalId,
      String checkType,
      @Nullable UUID subjectId,
      @Nullable UUID keyId,
      @Nullable UUID messageId,
      int ordinal) {}

  private record Change(
      UUID messageId,
      int ordinal,
      Instant receivedAt,
      Outcome outcome,
      ChangeKind kind,
      String provider,
      boolean test,
      @Nullable Update content) {

    String mark(AttentionKind concern) {
      return concern.code() + ":" + messageId + "." + ordinal;
    }
  }

  /**
   * How a check stands.
   *
   * @param news what is unsettled; null for nothing
   * @param facts what there is to say of the check
   */
  record Standing(@Nullable News news, Facts facts) {}

  /** Returns the check that a message's update of a number is about; empty where it is gone. */
  static Optional<UUID> checkOf(Connection connection, UUID messageId, long sequence)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT check_id FROM check_update WHERE message_id = ? AND sequence = ?")) {
      select.setObject(1, messageId);
      select.setLong(2, sequence);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  /** Returns by what the item of a check is found. */
  static String about(UUID checkId) {
    return "check:" + checkId;
  }

  /**
   * Reads how a check stands, and locks it: nothing is appended to it until the transaction ends.
   */
  Optional<Standing> read(Connection connection, UUID checkId, Instant now) throws SQLException {
    CheckRow check = lock(connection, checkId);
    if (check == null) {
      return Optional.empty();
    }
    List<Change> changes = changes(connection, check);
    return changes.isEmpty() ? Optional.empty() : Optional.of(standing(check, changes, now));
  }

  private Standing standing(CheckRow check, List<Change> changes, Instant now) {
    Change last = changes.get(changes.size() - 1);
    AttentionKind concern = null;
    Change cause = last;
    String mark = "";
    for (Change change : changes) {
      if (concern != null && Concern.isSettled(concern, change.outcome, change.kind)) {
        concern = null;
      }
      AttentionKind own = Concern.of(change.outcome, change.kind, change.content).orElse(null);
      if (own != null) {
        concern = concern == null ? own : own.or(concern);
        cause = change;
        mark = change.mark(own);
      }
    }
    if (concern == null && isOverdue(last, now)) {
      concern = AttentionKind.OVERDUE;
      cause = last;
      mark = last.mark(concern);
    }
    Facts facts = facts(check, last);
    return new Standing(
        concern == null
            ? null
            : new News(concern, about(check.id), mark, cause.receivedAt, facts, check.keyId),
        facts);
  }

  private static Facts facts(CheckRow check, Change last) {
    return new Facts(
        check.portalId,
        last.provider,
        check.checkType,
        last.outcome,
        check.subjectId,
        last.messageId,
        last.test,
        null);
  }

  private boolean isOverdue(Change last, Instant now) {
    return last.outcome == Outcome.PENDING && !last.receivedAt.isAfter(now.minus(pendingAfter));
  }

  private static @Nullable CheckRow lock(Connection connection, UUID checkId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT portal_id, check_type, subject_id, message_id, ordinal,
              (SELECT s.key_id FROM subject s WHERE s.id = check_state.subject_id)
            FROM check_state WHERE id = ? FOR UPDATE""")) {
      select.setObject(1, checkId);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new CheckRow(
                checkId,
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, UUID.class),
                row.getObject(6, UUID.class),
                row.getObject(4, UUID.class),
                row.getInt(5))
            : null;
      }
    }
  }

  /** The last changes in the order of arrival; what the check says now is the last one. */
  private List<Change> changes(Connection connection, CheckRow check) throws SQLException {
    List<Change> changes = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT u.message_id, u.ordinal, u.received_at, u.outcome, u.kind, u.sealed_content,
              m.provider, m.test, k.id, k.wrapped, k.created_at
            FROM check_update u JOIN message m ON m.id = u.message_id
              LEFT JOIN data_key k ON k.id = m.key_id
            WHERE u.check_id = ? AND u.kind IS NOT NULL
            ORDER BY u.received_at DESC, u.message_id DESC, u.ordinal DESC LIMIT ?""")) {
      select.setObject(1, check.id);
      select.setInt(2, MOST_CHANGES);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          changes.add(change(row));
        }
      }
    }
    Collections.reverse(changes);
    moveToTheEnd(changes, check);
    return changes;
  }

  /** Two nodes' clocks can differ; what is current was decided under the check's lock. */
  private static void moveToTheEnd(List<Change> changes, CheckRow check) {
    for (int i = changes.size() - 2; i >= 0; i--) {
      Change change = changes.get(i);
      if (change.messageId.equals(check.messageId) && change.ordinal == check.ordinal) {
        changes.add(changes.remove(i));
        return;
      }
    }
  }

  private Change change(ResultSet row) throws SQLException {
    UUID messageId = row.getObject(1, UUID.class);
    int ordinal = row.getInt(2);
    return new Change(
        messageId,
        ordinal,
        row.getObject(3, OffsetDateTime.class).toInstant(),
        Outcome.of(row.getString(4)),
        ChangeKind.of(row.getString(5)),
        row.getString(7),
        row.getBoolean(8),
        content(row, messageId, ordinal));
  }

  private @Nullable Update content(ResultSet row, UUID messageId, int ordinal) throws SQLException {
    UUID key = row.getObject(9, UUID.class);
    return key == null
        ? null
        : SealedColumns.openContent(
            keyset.unwrap(
                key, row.getBytes(10), row.getObject(11, OffsetDateTime.class).toInstant()),
            messageId,
            ordinal,
            row.getBytes(6));
  }
}
