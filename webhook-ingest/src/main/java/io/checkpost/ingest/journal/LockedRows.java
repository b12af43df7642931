package io.checkpost.ingest.journal;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.DataKeys;
import io.checkpost.ingest.privacy.MasterKeyset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Locks the rows of the subjects and checks of a batch, making those that are missing. Always
 * subjects before checks and each in the order of their keys, so that two batches wait for each
 * other in one direction only; where both make the same new row, the loser reads the winner's.
 */
final class LockedRows {

  private final Connection connection;
  private final Dialect dialect;
  private final MasterKeyset keyset;
  private final Instant now;

  LockedRows(Connection connection, Dialect dialect, MasterKeyset keyset, Instant now) {
    this.connection = connection;
    this.dialect = dialect;
    this.keyset = keyset;
    this.now = now;
  }

  /** Returns the time of this transaction, in whole microseconds. */
  Instant now() {
    return now;
  }

  /** A subject to lock. */
  record SubjectToLock(String provider, String subjectId) {}

  Map<BlindKey, SubjectRow> subjects(SortedMap<BlindKey, SubjectToLock> wanted)
      throws SQLException {
    Map<BlindKey, SubjectRow> rows = lockSubjects(wanted.keySet(), Map.of());
    SortedMap<BlindKey, SubjectToLock> missing = without(wanted, rows.keySet());
    if (!missing.isEmpty()) {
      rows.putAll(lockSubjects(missing.keySet(), insertSubjects(missing)));
    }
    return rows;
  }

  private Map<UUID, DataKey> insertSubjects(SortedMap<BlindKey, SubjectToLock> missing)
      throws SQLException {
    Map<UUID, DataKey> made = new HashMap<>();
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO subject
              (id, portal_id, provider, blind_index, sealed_id, key_id, last_sequence, created_at)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING""")) {
      for (Map.Entry<BlindKey, SubjectToLock> entry : missing.entrySet()) {
        UUID id = TimeOrderedId.next(now);
        DataKey key = keyset.newDataKey(TimeOrderedId.next(now), now);
        made.put(key.id(), key);
        insert.setObject(1, id);
        insert.setObject(2, entry.getKey().portalId());
        insert.setString(3, entry.getValue().provider());
        insert.setBytes(4, entry.getKey().index());
        insert.setBytes(5, SealedColumns.sealSubjectId(key, id, entry.getValue().subjectId()));
        insert.setObject(6, key.id());
        insert.setObject(7, timestamp(now));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return made;
  }

  /** Locks and reads; a key among {@code made} is this transaction's own and is stored now. */
  private Map<BlindKey, SubjectRow> lockSubjects(
      Collection<BlindKey> wanted, Map<UUID, DataKey> made) throws SQLException {
    Map<BlindKey, FoundSubject> found = selectSubjects(wanted);
    Map<UUID, DataKey> keys = new HashMap<>();
    Map<UUID, DataKey> foreign = new HashMap<>();
    for (FoundSubject subject : found.values()) {
      DataKey own = made.get(subject.keyId);
      if (own != null) {
        keys.put(own.id(), own);
      }
    }
    insertKeys(connection, keys.values());
    List<UUID> stored =
        found.values().stream()
            .map(FoundSubject::keyId)
            .filter(id -> !keys.containsKey(id))
            .toList();
    foreign.putAll(keys(stored));
    Map<BlindKey, SubjectRow> rows = new HashMap<>();
    found.forEach(
        (blindKey, subject) -> {
          DataKey key = keys.getOrDefault(subject.keyId, foreign.get(subject.keyId));
          if (key == null) {
            throw new IllegalStateException("subject " + subject.id + " has no key");
          }
          rows.put(blindKey, new SubjectRow(subject.id, key, subject.lastSequence));
        });
    return rows;
  }

  private record FoundSubject(UUID id, UUID keyId, long lastSequence) {}

  private Map<BlindKey, FoundSubject> selectSubjects(Collection<BlindKey> wanted)
      throws SQLException {
    Map<BlindKey, FoundSubject> found = new HashMap<>();
    if (wanted.isEmpty()) {
      return found;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT blind_index, portal_id, id, key_id, last_sequence FROM subject
            WHERE blind_index = ANY (?) ORDER BY blind_index, portal_id FOR UPDATE""")) {
      select.setArray(1, indexes(wanted));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          BlindKey key = new BlindKey(row.getBytes(1), row.getObject(2, UUID.class));
          if (wanted.contains(key)) {
            found.put(
                key,
                new FoundSubject(
                    row.getObject(3, UUID.class), row.getObject(4, UUID.class), row.getLong(5)));
          }
        }
      }
    }
    return found;
  }

  /** Returns those of the given keys that there are. */
  Map<UUID, DataKey> keys(List<UUID> ids) throws SQLException {
    return DataKeys.find(connection, keyset, ids);
  }

  /**
   * Locks one subject by its row.
   *
   * @throws IllegalStateException when it is not there or its data was erased
   */
  SubjectRow subject(UUID id) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT key_id, last_sequence FROM subject WHERE id = ? FOR UPDATE")) {
      select.setObject(1, id);
      try (ResultSet row = select.executeQuery()) {
        UUID keyId = row.next() ? row.getObject(1, UUID.class) : null;
        DataKey key = keyId == null ? null : keys(List.of(keyId)).get(keyId);
        if (key == null) {
          throw new IllegalStateException("subject " + id + " has no key");
        }
        return new SubjectRow(id, key, row.getLong(2));
      }
    }
  }

  static void insertKeys(Connection connection, Collection<DataKey> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO data_key (id, wrapped, created_at) VALUES (?, ?, ?)")) {
      for (DataKey key : keys) {
        insert.setObject(1, key.id());
        insert.setBytes(2, key.wrapped());
        insert.setObject(3, timestamp(key.createdAt()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  Map<BlindKey, CheckRow> checks(SortedMap<BlindKey, CheckType> wanted) throws SQLException {
    Map<BlindKey, CheckRow> rows = selectChecks(wanted.keySet());
    SortedMap<BlindKey, CheckType> missing = without(wanted, rows.keySet());
    if (!missing.isEmpty()) {
      insertChecks(missing);
      rows.putAll(selectChecks(missing.keySet()));
    }
    return rows;
  }

  private void insertChecks(SortedMap<BlindKey, CheckType> missing) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO check_state (id, portal_id, blind_index, check_type)
            VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
      for (Map.Entry<BlindKey, CheckType> entry : missing.entrySet()) {
        insert.setObject(1, TimeOrderedId.next(now));
        insert.setObject(2, entry.getKey().portalId());
        insert.setBytes(3, entry.getKey().index());
        insert.setString(4, entry.getValue().code());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private Map<BlindKey, CheckRow> selectChecks(Collection<BlindKey> wanted) throws SQLException {
    Map<BlindKey, CheckRow> rows = new HashMap<>();
    if (wanted.isEmpty()) {
      return rows;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT blind_index, portal_id, id, outcome, is_final, fingerprint, message_id
            FROM check_state
            WHERE blind_index = ANY (?) ORDER BY blind_index, portal_id FOR UPDATE""")) {
      select.setArray(1, indexes(wanted));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          BlindKey key = new BlindKey(row.getBytes(1), row.getObject(2, UUID.class));
          if (wanted.contains(key)) {
            rows.put(key, check(row));
          }
        }
      }
    }
    return rows;
  }

  private static CheckRow check(ResultSet row) throws SQLException {
    String outcome = row.getString(4);
    return new CheckRow(
        row.getObject(3, UUID.class),
        outcome == null ? null : Outcome.of(outcome),
        row.getObject(5, Boolean.class),
        row.getBytes(6),
        row.getObject(7, UUID.class));
  }

  /** Tells each check what it said within the last minutes, so that a return is seen. */
  void rememberLately(Collection<CheckRow> checks) throws SQLException {
    Map<UUID, CheckRow> byId = new HashMap<>();
    checks.forEach(check -> byId.put(check.id(), check));
    if (byId.isEmpty()) {
      return;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT check_id, fingerprint, received_at FROM check_update
            WHERE check_id = ANY (?) AND received_at > ? AND kind IS NOT NULL""")) {
      select.setArray(1, connection.createArrayOf("uuid", byId.keySet().toArray()));
      select.setObject(2, timestamp(now.minus(CheckRow.RETURN_WINDOW)));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          CheckRow check = byId.get(row.getObject(1, UUID.class));
          if (check != null) {
            check.remember(row.getBytes(2), row.getObject(3, OffsetDateTime.class).toInstant());
          }
        }
      }
    }
  }

  private java.sql.Array indexes(Collection<BlindKey> keys) throws SQLException {
    // PostgreSQL's driver refuses byte strings in an array of objects
    byte[][] indexes = keys.stream().map(BlindKey::index).toArray(byte[][]::new);
    return connection.createArrayOf(dialect.binaryType(), indexes);
  }

  private static <V> SortedMap<BlindKey, V> without(
      SortedMap<BlindKey, V> all, Collection<BlindKey> found) {
    SortedMap<BlindKey, V> rest = new TreeMap<>(all);
    rest.keySet().removeAll(found);
    return rest;
  }

  static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
