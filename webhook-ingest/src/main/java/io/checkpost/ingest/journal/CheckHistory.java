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

  private static final String BEFORE =
      """
      SELECT u.message_id, u.ordinal, u.subject_id, u.received_at, u.outcome, u.kind,
        u.fingerprint, u.sealed_content, m.portal_id, m.disposition, k.id, k.wrapped, k.created_at
      FROM check_update u JOIN message m ON m.id = u.message_id
        LEFT JOIN data_key k ON k.id = m.key_id
      WHERE u.check_id = ? AND u.kind IS NOT NULL
        AND u.received_at <= ? AND (u.received_at < ? OR u.message_id < ?)
      ORDER BY u.received_at DESC, u.message_id DESC LIMIT 1""";

  private static final String AFTER =
      """
      SELECT u.message_id, u.ordinal, u.subject_id, u.received_at, u.outcome, u.kind,
        u.fingerprint, u.sealed_content, m.portal_id, m.disposition, k.id, k.wrapped, k.created_at
      FROM check_update u JOIN message m ON m.id = u.message_id
        LEFT JOIN data_key k ON k.id = m.key_id
      WHERE u.check_id = ? AND (u.kind IS NOT NULL OR u.fingerprint = ?)
        AND u.received_at >= ? AND (u.received_at > ? OR u.message_id > ?)
      ORDER BY u.received_at, u.message_id LIMIT 1""";

  /** The index of no content. */
  private static final byte[] NOTHING = {};

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
      byte[] fingerprint,
      @Nullable Update content) {

    boolean says(byte[] other) {
      return Arrays.equals(fingerprint, other);
    }

    /** What was erased keeps the kind that it had: nobody can tell any more. */
    @Nullable ChangeKind kindAfter(CheckRow former) {
      return content == null ? kind : former.kindOf(content);
    }

    /** Returns the check as it was when this was the last that it had said. */
    CheckRow asCheck(UUID checkId) {
      return new CheckRow(
          checkId,
          outcome,
          content == null ? null : content.isFinal(),
          fingerprint,
          place.messageId());
    }
  }

  /** Returns the last change before a place. */
  Optional<Entry> changeBefore(Place place) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(BEFORE)) {
      select.setObject(1, checkId);
      select.setObject(2, LockedRows.timestamp(place.receivedAt()));
      select.setObject(3, LockedRows.timestamp(place.receivedAt()));
      select.setObject(4, place.messageId());
      return entry(select);
    }
  }

  /** Returns the check as it was right before a place. */
  CheckRow stateBefore(Place place) throws SQLException {
    return changeBefore(place)
        .map(entry -> entry.asCheck(checkId))
        .orElseGet(() -> new CheckRow(checkId, null, null, null, null));
  }

  /** Returns the first change after a place. */
  Optional<Entry> changeAfter(Place place) throws SQLException {
    return after(place, null);
  }

  /**
   * Returns the first entry after a place that is a change, or repeats what was before the place.
   */
  Optional<Entry> after(Place place, @Nullable Entry before) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(AFTER)) {
      select.setObject(1, checkId);
      select.setBytes(2, before == null ? NOTHING : before.fingerprint());
      select.setObject(3, LockedRows.timestamp(place.receivedAt()));
      select.setObject(4, LockedRows.timestamp(place.receivedAt()));
      select.setObject(5, place.messageId());
      return entry(select);
    }
  }

  private Optional<Entry> entry(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(entry(row)) : Optional.empty();
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
        row.getObject(9, UUID.class),
        Disposition.of(row.getString(10)),
        Outcome.of(row.getString(5)),
        kind == null ? null : ChangeKind.of(kind),
        row.getBytes(7),
        key == null ? null : SealedColumns.openContent(key, messageId, ordinal, row.getBytes(8)));
  }

  private @Nullable DataKey key(ResultSet row) throws SQLException {
    UUID id = row.getObject(11, UUID.class);
    return id == null
        ? null
        : keyset.unwrap(id, row.getBytes(12), row.getObject(13, OffsetDateTime.class).toInstant());
  }

  /** Tells whether a content was current within the last minutes before a time. */
  boolean saidLately(byte[] content, Instant at) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT 1 FROM check_update WHERE check_id = ? AND received_at > ? AND received_at < ?
              AND kind IS NOT NULL AND fingerprint = ? LIMIT 1""")) {
      select.setObject(1, checkId);
      select.setObject(2, LockedRows.timestamp(at.minus(CheckRow.RETURN_WINDOW)));
      select.setObject(3, LockedRows.timestamp(at));
      select.setBytes(4, content);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
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

  /** Makes a change of an entry that was a repeat. */
  void becomeChange(Entry entry, Change change) throws SQLException {
    Outcome previous = change.previous();
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE check_update SET kind = ?, previous_outcome = ?, returned = ?, sequence = ?
            WHERE message_id = ? AND ordinal = ?""")) {
      update.setString(1, change.kind().code());
      update.setString(2, previous == null ? null : previous.code());
      update.setBoolean(3, change.returned());
      update.setLong(4, change.sequence());
      update.setObject(5, entry.place().messageId());
      update.setInt(6, entry.ordinal());
      update.executeUpdate();
    }
  }
}
