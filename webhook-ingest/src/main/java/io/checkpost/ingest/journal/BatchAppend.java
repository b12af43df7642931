package io.checkpost.ingest.journal;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.MasterKeyset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transaction's work: locks what the batch touches, decides in arrival order what is news, and
 * writes everything in a few statements.
 */
final class BatchAppend {

  private final Connection connection;
  private final Dialect dialect;
  private final MasterKeyset keyset;
  private final JournalKeys keys;

  private final List<DataKey> newKeys = new ArrayList<>();
  private final List<MessageRow> messageRows = new ArrayList<>();
  private final List<UpdateRow> updateRows = new ArrayList<>();
  private final List<JournalRows.PendingRow> dispatches = new ArrayList<>();
  private final ReceivedDeltas deltas = new ReceivedDeltas();
  private Map<BlindKey, SubjectRow> subjects = Map.of();
  private Map<BlindKey, CheckRow> checks = Map.of();

  BatchAppend(Connection connection, Dialect dialect, MasterKeyset keyset, BlindIndex blindIndex) {
    this.connection = connection;
    this.dialect = dialect;
    this.keyset = keyset;
    this.keys = new JournalKeys(blindIndex);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record MessageRow(
      ReceivedMessage message,
      Disposition disposition,
      @Nullable String reason,
      @Nullable String reasonDetail,
      @Nullable UUID duplicateOf,
      @Nullable UUID subjectId,
      byte @Nullable [] clientReferenceIndex,
      boolean test,
      DataKey key) {}

  List<Acknowledgement> append(List<ReceivedMessage> messages) throws SQLException {
    lock(messages);
    List<Acknowledgement> acknowledgements = messages.stream().map(this::decide).toList();
    write();
    return acknowledgements;
  }

  private void lock(List<ReceivedMessage> messages) throws SQLException {
    SortedMap<BlindKey, LockedRows.SubjectToLock> wantedSubjects = new TreeMap<>();
    SortedMap<BlindKey, CheckType> wantedChecks = new TreeMap<>();
    for (ReceivedMessage message : messages) {
      String subjectId = message.interpretation().subjectId();
      if (subjectId != null) {
        wantedSubjects.put(
            subjectKey(message, subjectId),
            new LockedRows.SubjectToLock(message.provider(), subjectId));
      }
      for (Update update : updatesOf(message)) {
        wantedChecks.put(checkKey(message, update), update.checkType());
      }
    }
    Instant earliest =
        messages.stream().map(ReceivedMessage::receivedAt).min(Instant::compareTo).orElseThrow();
    LockedRows rows = new LockedRows(connection, dialect, keyset, earliest);
    subjects = rows.subjects(wantedSubjects);
    checks = rows.checks(wantedChecks);
    rows.rememberLately(checksThatMayReturn(messages));
  }

  /** Only a check that is known, and about to change, can come back to what it was. */
  private List<CheckRow> checksThatMayReturn(List<ReceivedMessage> messages) {
    Map<UUID, CheckRow> changing = new HashMap<>();
    for (ReceivedMessage message : messages) {
      for (Update update : updatesOf(message)) {
        CheckRow check = check(message, update);
        if (check.isKnown() && !check.says(keys.content(update))) {
          changing.put(check.id(), check);
        }
      }
    }
    return List.copyOf(changing.values());
  }

  private Acknowledgement decide(ReceivedMessage message) {
    if (message.interpretation() instanceof Interpretation.Understood understood) {
      return decideUnderstood(message, understood);
    }
    if (message.interpretation() instanceof Interpretation.Quarantined quarantined) {
      return quarantine(message, quarantined);
    }
    Interpretation.NotJson notJson = (Interpretation.NotJson) message.interpretation();
    return quarantine(message, new Interpretation.Quarantined("not_json", notJson.detail()));
  }

  private Acknowledgement decideUnderstood(
      ReceivedMessage message, Interpretation.Understood understood) {
    SubjectRow subject = subject(message, understood.subjectId());
    boolean news = false;
    UUID last = null;
    int ordinal = 0;
    for (Update update : understood.updates()) {
      CheckRow check = check(message, update);
      byte[] fingerprint = keys.content(update);
      Change change = null;
      if (check.says(fingerprint)) {
        last = later(last, check.messageId());
      } else {
        news = true;
        change = change(message, update, check, fingerprint, subject);
        check.become(update, fingerprint, subject.id(), message.id().value(), ordinal);
        check.remember(fingerprint, message.receivedAt());
      }
      updateRows.add(
          new UpdateRow(
              new Place(message.receivedAt(), message.id().value()),
              message.portalId().value(),
              ordinal,
              update,
              check.id(),
              subject,
              fingerprint,
              change));
      ordinal++;
    }
    UUID duplicateOf = news ? null : last;
    Disposition disposition = news ? Disposition.ACCEPTED : Disposition.DUPLICATE;
    MessageRow row =
        new MessageRow(
            message,
            disposition,
            null,
            null,
            duplicateOf,
            subject.id(),
            clientReferenceIndex(message, understood),
            understood.test(),
            subject.key());
    add(row);
    if (news) {
      dispatch(row);
    }
    return new Acknowledgement(
        message.id(), disposition, null, duplicateOf == null ? null : new MessageId(duplicateOf));
  }

  private static Change change(
      ReceivedMessage message,
      Update update,
      CheckRow check,
      byte[] fingerprint,
      SubjectRow subject) {
    return new Change(
        check.kindOf(update),
        check.outcome(),
        check.saidLately(fingerprint, message.receivedAt()),
        subject.nextSequence());
  }

  /** Message ids are ordered by time, as unsigned numbers. */
  private static @Nullable UUID later(@Nullable UUID one, @Nullable UUID other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits()) >= 0
        ? one
        : other;
  }

  private byte @Nullable [] clientReferenceIndex(
      ReceivedMessage message, Interpretation.Understood understood) {
    String reference = understood.clientReference();
    return reference == null ? null : keys.clientReference(message.provider(), reference);
  }

  private Acknowledgement quarantine(
      ReceivedMessage message, Interpretation.Quarantined quarantined) {
    String subjectId = quarantined.subjectId();
    SubjectRow subject = subjectId == null ? null : subject(message, subjectId);
    MessageRow row =
        new MessageRow(
            message,
            Disposition.QUARANTINED,
            PlainText.of(quarantined.reason(), 60),
            PlainText.of(quarantined.detail(), 1000),
            null,
            subject == null ? null : subject.id(),
            null,
            false,
            subject == null ? newKey(message) : subject.key());
    add(row);
    dispatch(row);
    return new Acknowledgement(message.id(), Disposition.QUARANTINED, row.reason(), null);
  }

  private void add(MessageRow row) {
    messageRows.add(row);
    deltas.add(row.message, row.disposition, updatesOf(row.message));
  }

  private void dispatch(MessageRow row) {
    dispatches.add(
        new JournalRows.PendingRow(
            row.message.id().value(), row.message.portalId().value(), row.subjectId, null, false));
  }

  private DataKey newKey(ReceivedMessage message) {
    DataKey key = keyset.newDataKey(TimeOrderedId.next(message.receivedAt()), message.receivedAt());
    newKeys.add(key);
    return key;
  }

  private void write() throws SQLException {
    LockedRows.insertKeys(connection, newKeys);
    insertMessages();
    JournalRows rows = new JournalRows(connection);
    rows.insertUpdates(updateRows);
    rows.advance(subjects.values());
    rows.change(checks.values());
    rows.dispatch(dispatches);
    deltas.write(connection);
  }

  private void insertMessages() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO message (id, portal_id, provider, received_at, disposition, reason,
              reason_detail, duplicate_of, subject_id, client_reference_index, key_id, body_size,
              test, client_id_flag, sealed_envelope, sealed_body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
      for (MessageRow row : messageRows) {
        ReceivedMessage message = row.message;
        UUID id = message.id().value();
        insert.setObject(1, id);
        insert.setObject(2, message.portalId().value());
        insert.setString(3, message.provider());
        insert.setObject(4, LockedRows.timestamp(message.receivedAt()));
        insert.setString(5, row.disposition.code());
        insert.setString(6, row.reason);
        insert.setString(7, row.reasonDetail);
        insert.setObject(8, row.duplicateOf);
        insert.setObject(9, row.subjectId);
        insert.setBytes(10, row.clientReferenceIndex);
        insert.setObject(11, row.key.id());
        insert.setInt(12, message.body().length);
        insert.setBoolean(13, row.test || message.envelope().isSimulated());
        insert.setString(14, code(message.clientIdFlag()));
        insert.setBytes(15, SealedColumns.sealEnvelope(row.key, id, message.envelope()));
        insert.setBytes(16, SealedColumns.sealBody(row.key, id, message.body()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static @Nullable String code(@Nullable ClientIdFlag flag) {
    return flag == null ? null : flag.code();
  }

  private static List<Update> updatesOf(ReceivedMessage message) {
    return message.interpretation() instanceof Interpretation.Understood understood
        ? understood.updates()
        : List.of();
  }

  private BlindKey subjectKey(ReceivedMessage message, String subjectId) {
    return keys.subject(message.portalId(), message.provider(), subjectId);
  }

  private BlindKey checkKey(ReceivedMessage message, Update update) {
    return keys.check(message.portalId(), message.provider(), update);
  }

  private SubjectRow subject(ReceivedMessage message, String subjectId) {
    return locked(subjects.get(subjectKey(message, subjectId)));
  }

  private CheckRow check(ReceivedMessage message, Update update) {
    return locked(checks.get(checkKey(message, update)));
  }

  private static <T> T locked(@Nullable T row) {
    if (row == null) {
      throw new IllegalStateException("a row that was locked is not there");
    }
    return row;
  }
}
