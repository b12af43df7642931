package io.checkpost.ingest.journal;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.MasterKeyset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message that is read again, in one transaction: compares, locks what it is about, compares
 * again, and has the new reading written.
 */
final class Rereading {

  private final Connection connection;
  private final LockedRows rows;
  private final MasterKeyset keyset;
  private final JournalKeys keys;
  private final StoredRequest stored;
  private final Interpretation.Understood understood;

  Rereading(
      Connection connection,
      LockedRows rows,
      MasterKeyset keyset,
      JournalKeys keys,
      StoredRequest stored,
      Interpretation.Understood understood) {
    this.connection = connection;
    this.rows = rows;
    this.keyset = keyset;
    this.keys = keys;
    this.stored = stored;
    this.understood = understood;
  }

  /**
   * The message's row.
   *
   * @param keyId the key of what is sealed in it
   */
  record MessageRow(Disposition disposition, @Nullable UUID subjectId, UUID keyId) {}

  /**
   * An update as it was read before.
   *
   * @param kind what it changed; null where it only repeated
   */
  record Before(int ordinal, @Nullable ChangeKind kind, Update update) {}

  int differences() throws SQLException {
    MessageRow message = message("");
    if (message.disposition == Disposition.QUARANTINED) {
      return understood.updates().size();
    }
    List<Before> before = before(message);
    return fits(before) ? different(before).size() : 0;
  }

  Reread apply(UUID replayId) throws SQLException {
    MessageRow unlocked = message("");
    // what is accepted stays so; before the locks, since those make the rows that they miss
    if (unlocked.disposition != Disposition.QUARANTINED && !fits(before(unlocked))) {
      return Reread.of(Reread.Result.UNFIT);
    }
    SubjectRow subject = lockSubject();
    Map<BlindKey, CheckRow> checks = rows.checks(wantedChecks());
    MessageRow message = message(" FOR UPDATE");
    LockedMessage locked =
        new LockedMessage(connection, rows, keyset, keys, stored, subject, checks);
    if (message.disposition == Disposition.QUARANTINED) {
      return new LateEntry(locked, understood, replayId).enter(message);
    }
    List<Before> before = before(message);
    return fits(before)
        ? new Rewriting(locked, understood).rewrite(different(before))
        : Reread.of(Reread.Result.UNFIT);
  }

  private MessageRow message(String lock) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT disposition, subject_id, key_id FROM message WHERE id = ?" + lock)) {
      select.setObject(1, stored.id().value());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("message " + stored.id() + " is gone");
        }
        return new MessageRow(
            Disposition.of(row.getString(1)),
            row.getObject(2, UUID.class),
            row.getObject(3, UUID.class));
      }
    }
  }

  private List<Before> before(MessageRow message) throws SQLException {
    DataKey key = rows.keys(List.of(message.keyId)).get(message.keyId);
    if (key == null) {
      throw new IllegalStateException("message " + stored.id() + " was erased meanwhile");
    }
    List<Before> before = new ArrayList<>();
    UUID messageId = stored.id().value();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT ordinal, kind, sealed_content FROM check_update WHERE message_id = ?
            ORDER BY ordinal""")) {
      select.setObject(1, messageId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          int ordinal = row.getInt(1);
          String kind = row.getString(2);
          before.add(
              new Before(
                  ordinal,
                  kind == null ? null : ChangeKind.of(kind),
                  SealedColumns.openContent(key, messageId, ordinal, row.getBytes(3))));
        }
      }
    }
    return before;
  }

  /** Whether the updates are about the same checks of the same subject as they were before. */
  private boolean fits(List<Before> before) {
    List<Update> updates = understood.updates();
    if (before.size() != updates.size()) {
      return false;
    }
    for (Before old : before) {
      Update update = updates.get(old.ordinal);
      if (!old.update.checkType().equals(update.checkType())
          || !old.update.objectId().equals(update.objectId())
          || !old.update.subjectId().equals(update.subjectId())) {
        return false;
      }
    }
    return true;
  }

  private List<Before> different(List<Before> before) {
    return before.stream()
        .filter(old -> !old.update.equals(understood.updates().get(old.ordinal)))
        .toList();
  }

  private SubjectRow lockSubject() throws SQLException {
    BlindKey key = keys.subject(stored.portalId(), stored.provider(), understood.subjectId());
    SortedMap<BlindKey, LockedRows.SubjectToLock> wanted = new TreeMap<>();
    wanted.put(key, new LockedRows.SubjectToLock(stored.provider(), understood.subjectId()));
    SubjectRow subject = rows.subjects(wanted).get(key);
    if (subject == null) {
      throw new IllegalStateException("a row that was locked is not there");
    }
    return subject;
  }

  private SortedMap<BlindKey, CheckType> wantedChecks() {
    SortedMap<BlindKey, CheckType> wanted = new TreeMap<>();
    for (Update update : understood.updates()) {
      wanted.put(keys.check(stored.portalId(), stored.provider(), update), update.checkType());
    }
    return wanted;
  }
}
