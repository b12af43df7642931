package io.checkpost.ingest.journal;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.MasterKeyset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a check said before and after a place in the order of arrival. Asked and written under the
 * check's lock.
 */
final class CheckHistory {

  private static final String ENTRY =
      """
      SELECT u.message_id, u.ordinal, u.subject_id, u.received_at, u.outcome, u.kind, u.sequence,
        u.fingerprint, u.sealed_content, m.portal_id, m.disposition, k.id, k.wrapped, k.created_at
      FROM check_update u JOIN message m ON m.id = u.message_id
        LEFT JOIN data_key k ON k.id = m.key_id
      WHERE u.check_id = ?\s""";

  private static final String LAST_CHANGE_BEFORE =
      ENTRY
          + """
          AND u.kind IS NOT NULL
            AND u.received_at <= ? AND (u.received_at < ? OR u.message_id < ?)
          ORDER BY u.received_at DESC, u.message_id DESC LIMIT 1""";

  private static final String FIRST_AFTER =
      ENTRY
          + """
          AND u.received_at >= ? AND (u.received_at > ? OR u.message_id > ?)
          ORDER BY u.received_at, u.message_id LIMIT 1""";

  private static final String FIRST_CHANGE_AFTER =
      ENTRY
          + """
          AND u.kind IS NOT NULL
            AND u.received_at >= ? AND (u.received_at > ? OR u.message_id > ?)
          ORDER BY u.received_at, u.message_id LIMIT 1""";

  private final Connection connection;
  private final MasterKeyset keyset;
  private final UUID checkId;

  CheckHistory(Connection connection, MasterKeyset keyset, UUID checkId) {
    this.connection = connection;
    this.keyset = keyset;
    this.checkId = checkId;
  }

  /**
   * What the check said at a time.
   *
   * @param kind what it changed; null where it only repeated
   * @param sequence its place among the changes of the subject; 0 where it only repeated
   * @param content what was said; null where the data was erased
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(
      Place place,
      int ordinal,
      UUID subjectId,
      UUID portalId,
      Disposition disposition,
      Outcome outcome,
      @Nullable ChangeKind kind,
      long sequence,
      byte[] fingerprint,
      @Nullable Update content) {

    boolean says(byte[] other) {
      return Arrays.equals(fingerprint, other);
    }

    /** What was erased keeps the kind that it had: nobody can tell any more. */
    @Nullable ChangeKind kindAfter(CheckRow former) {
      return content == null ? kind : former.kindOf(content);
    }
  }

  /** Returns the last change before a place. */
  Optional<Entry> changeBefore(Place place) throws SQLException {
    return entry(LAST_CHANGE_BEFORE, place);
  }

  /** Returns the check as it was right before a place. */
  CheckRow stateBefore(Place place) throws SQLException {
    return stateAfter(changeBefore(place).orElse(null));
  }

  /** Returns the check as it was right after a change; as it was at first where there is none. */
  CheckRow stateAfter(@Nullable Entry change) {
    if (change == null) {
      return new CheckRow(checkId, null, null, null, null);
    }
    Update content = change.content();
    return new CheckRow(
        checkId,
        change.outcome(),
        content == null ? null : content.isFinal(),
        change.fingerprint(),
        change.place().messageId());
  }

  /** Returns the first entry after a place, be it a change or a repeat. */
  Optional<Entry> after(Place place) throws SQLException {
    return entry(FIRST_AFTER, place);
  }

  /** Returns the first change after a place. */
  Optional<Entry> changeAfter(Place place) throws SQLException {
    return entry(FIRST_CHANGE_AFTER, place);
  }

  private Optional<Entry> entry(String sql, Place place) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, checkId);
      select.setObject(2, LockedRows.timestamp(place.receivedAt()));
      select.setObject(3, LockedRows.timestamp(place.receivedAt()));
      select.setObject(4, place.messageId());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(entry(row)) : Optional.empty();
      }
    }
  }

  private Entry entry(ResultSet row) throws SQLException {
    UUID messageId = row.getObject(1, UUID.class);
    int ordinal = row.getInt(2);
    String kind = row.getString(6);
    DataKey key = key(row);
    return new Entry(
        new Place(row.getObject(4, OffsetDateTime.class).toInstant(), messageId),
        ordinal,
        row.getObject(3, UUID.class),
        row.getObject(10, UUID.class),
        Disposition.of(row.getString(11)),
        Outcome.of(row.getString(5)),
        kind == null ? null : ChangeKind.of(kind),
        row.getLong(7),
        row.getBytes(8),
        key == null ? null : SealedColumns.openContent(key, messageId, ordinal, row.getBytes(9)));
  }

  private @Nullable DataKey key(ResultSet row) throws SQLException {
    UUID id = row.getObject(12, UUID.class);
    return id == null
        ? null
        : keyset.unwrap(id, row.getBytes(13), row.getObject(14, OffsetDateTime.class).toInstant());
  }

  /**
   * Flags the changes to a content that are returns, within the minutes in which a message at one
   * of the given times can have made one of them.
   */
  void flagReturns(byte[] content, Instant first, Instant last) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE check_update u SET returned = EXISTS (
              SELECT 1 FROM check_update f WHERE f.check_id = ? AND f.fingerprint = ?
                AND f.kind IS NOT NULL AND (f.received_at < u.received_at
                  OR f.received_at = u.received_at AND f.message_id < u.message_id)
                AND f.received_at > u.received_at - INTERVAL '%d' MINUTE)
            WHERE u.check_id = ? AND u.fingerprint = ? AND u.kind IS NOT NULL
              AND u.received_at >= ? AND u.received_at < ?"""
                .formatted(CheckRow.RETURN_WINDOW.toMinutes()))) {
      update.setObject(1, checkId);
      update.setBytes(2, content);
      update.setObject(3, checkId);
      update.setBytes(4, content);
      update.setObject(5, LockedRows.timestamp(first));
      update.setObject(6, LockedRows.timestamp(last.plus(CheckRow.RETURN_WINDOW)));
      update.executeUpdate();
    }
  }

  /**
   * Writes what a change changed, now that something else stands before it.
   *
   * @param now what stands before it
   */
  void follow(Entry change, CheckRow now) throws SQLException {
    Outcome previous = now.outcome();
    ChangeKind kind = change.kindAfter(now);
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE check_update SET kind = ?, previous_outcome = ?
            WHERE message_id = ? AND ordinal = ?""")) {
      update.setString(1, kind == null ? null : kind.code());
      update.setString(2, previous == null ? null : previous.code());
      update.setObject(3, change.place().messageId());
      update.setInt(4, change.ordinal());
      update.executeUpdate();
    }
  }

  /** Makes a change of an entry that was a repeat, or a repeat of a change. */
  void become(Entry entry, @Nullable Change change) throws SQLException {
    Outcome previous = change == null ? null : change.previous();
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE check_update SET kind = ?, previous_outcome = ?, returned = FALSE, sequence = ?
            WHERE message_id = ? AND ordinal = ?""")) {
      update.setString(1, change == null ? null : change.kind().code());
      update.setString(2, previous == null ? null : previous.code());
      update.setObject(3, change == null ? null : change.sequence());
      update.setObject(4, entry.place().messageId());
      update.setInt(5, entry.ordinal());
      update.executeUpdate();
    }
  }
}
