package io.checkpost.ingest.journal;

import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.privacy.DataKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Enters what a quarantined message says into the histories of its checks. The message keeps its
 * place in the order of arrival, however late it is understood: each update stands between the
 * change before it and whatever came after, the first thing after it may become something else, and
 * the check's present state is this one only where nothing came after.
 */
final class LateEntry {

  private final LockedMessage message;
  private final StoredRequest stored;
  private final Interpretation.Understood understood;
  private final UUID replayId;

  private final List<UpdateRow> updateRows = new ArrayList<>();
  private final List<Return> returns = new ArrayList<>();
  private final Map<UUID, SubjectRow> subjects = new HashMap<>();
  private final Map<UUID, JournalRows.PendingRow> dispatches = new LinkedHashMap<>();
  private final Map<UUID, Set<Integer>> observeAgain = new HashMap<>();
  private @Nullable Place original;

  LateEntry(LockedMessage message, Interpretation.Understood understood, UUID replayId) {
    this.message = message;
    this.stored = message.stored();
    this.understood = understood;
    this.replayId = replayId;
    subjects.put(message.subject().id(), message.subject());
  }

  /**
   * A repeat that is a return, now that something else is known to have come in between.
   *
   * @param repeated what it was taken to repeat
   * @param between the check as it was right before it
   */
  private record Return(
      CheckRow check,
      CheckHistory.Entry repeated,
      CheckRow between,
      CheckHistory.Entry entry,
      Update content) {}

  Reread enter(Rereading.MessageRow before) throws SQLException {
    int ordinal = 0;
    for (Update update : understood.updates()) {
      enter(ordinal, update);
      ordinal++;
    }
    settleMessage(before);
    // after the message itself: sequences are the order in which observers get to see them
    for (Return back : returns) {
      settle(back);
    }
    JournalRows rows = new JournalRows(message.connection());
    rows.insertUpdates(updateRows);
    rows.advance(subjects.values());
    rows.change(message.checks().values());
    rows.dispatch(dispatches.values());
    return new Reread(Reread.Result.UNDERSTOOD, observeAgain);
  }

  private void enter(int ordinal, Update update) throws SQLException {
    CheckRow check = message.check(update);
    byte[] content = message.keys().content(update);
    CheckHistory history = message.history(check);
    CheckHistory.Entry before = history.changeBefore(stored.place()).orElse(null);
    CheckHistory.Entry after = history.after(stored.place(), before).orElse(null);
    Change change = null;
    if (before != null && before.says(content)) {
      repeats(before);
    } else if (after != null && after.says(content)) {
      // the change that this would be was observed already, when that one brought it
      repeats(after);
    } else {
      change = change(update, content, history);
      if (after == null) {
        check.become(update, content, message.subject().id(), stored.id().value(), ordinal);
      } else {
        precede(after, update, before, check, history);
      }
    }
    updateRows.add(
        new UpdateRow(
            stored.place(),
            stored.portalId().value(),
            ordinal,
            update,
            check.id(),
            message.subject(),
            content,
            change));
  }

  private void repeats(CheckHistory.Entry entry) {
    Place earlier = original;
    if (earlier == null || earlier.receivedAt().isBefore(entry.place().receivedAt())) {
      original = entry.place();
    }
  }

  private Change change(Update update, byte[] content, CheckHistory history) throws SQLException {
    CheckRow before = history.stateBefore(stored.place());
    return new Change(
        before.kindOf(update),
        before.outcome(),
        history.saidLately(content, stored.receivedAt()),
        message.subject().nextSequence());
  }

  /** What comes next was compared with what came before; now it comes after this update. */
  private void precede(
      CheckHistory.Entry after,
      Update update,
      CheckHistory.@Nullable Entry before,
      CheckRow check,
      CheckHistory history)
      throws SQLException {
    CheckRow between = message.after(update, check);
    Update next = after.content();
    if (after.kind() != null) {
      history.follow(after, between);
    } else if (before != null && next != null) {
      returns.add(new Return(check, before, between, after, next));
    }
  }

  private void settleMessage(Rereading.MessageRow before) throws SQLException {
    boolean news = updateRows.stream().anyMatch(row -> row.change() != null);
    UUID messageId = stored.id().value();
    String reference = understood.clientReference();
    try (PreparedStatement update =
        message
            .connection()
            .prepareStatement(
                """
                UPDATE message SET disposition = ?, reason = NULL, reason_detail = NULL,
                  duplicate_of = ?, subject_id = ?, client_reference_index = ?, test = ?,
                  sealed_envelope = ?, reinterpreted_at = ?, former_disposition = ?
                WHERE id = ?""")) {
      update.setString(1, (news ? Disposition.ACCEPTED : Disposition.DUPLICATE).code());
      update.setObject(2, news || original == null ? null : original.messageId());
      update.setObject(3, message.subject().id());
      update.setBytes(
          4,
          reference == null ? null : message.keys().clientReference(stored.provider(), reference));
      update.setBoolean(5, understood.test());
      update.setBytes(
          6,
          SealedColumns.sealEnvelope(
              message.subject().key(),
              messageId,
              stored.envelope().withClientReference(reference)));
      update.setObject(7, LockedRows.timestamp(message.rows().now()));
      update.setString(8, before.disposition().code());
      update.setObject(9, messageId);
      update.executeUpdate();
    }
    if (!before.keyId().equals(message.subject().key().id())) {
      sealUnderTheSubjectsKey(before);
    }
    if (news) {
      dispatch(stored.place(), stored.portalId().value(), message.subject().id());
    }
  }

  /** So that erasing the person erases the message, as if it had been understood at once. */
  private void sealUnderTheSubjectsKey(Rereading.MessageRow before) throws SQLException {
    DataKey key = message.subject().key();
    UUID messageId = stored.id().value();
    try (PreparedStatement update =
            message
                .connection()
                .prepareStatement("UPDATE message SET key_id = ?, sealed_body = ? WHERE id = ?");
        PreparedStatement delete =
            message.connection().prepareStatement("DELETE FROM data_key WHERE id = ?")) {
      update.setObject(1, key.id());
      update.setBytes(2, SealedColumns.sealBody(key, messageId, stored.body()));
      update.setObject(3, messageId);
      update.executeUpdate();
      if (before.subjectId() == null) {
        // the message's own, which seals nothing any more
        delete.setObject(1, before.keyId());
        delete.executeUpdate();
      }
    }
  }

  private void settle(Return back) throws SQLException {
    CheckHistory.Entry entry = back.entry;
    CheckHistory history = message.history(back.check);
    history.becomeChange(
        entry,
        new Change(
            back.between.kindOf(back.content),
            back.between.outcome(),
            history.saidLately(entry.fingerprint(), entry.place().receivedAt()),
            subject(entry.subjectId()).nextSequence()));
    if (back.repeated.place().messageId().equals(back.check.messageId())) {
      back.check.become(
          back.content,
          entry.fingerprint(),
          entry.subjectId(),
          entry.place().messageId(),
          entry.ordinal());
    }
    observe(entry);
  }

  private SubjectRow subject(UUID id) throws SQLException {
    SubjectRow known = subjects.get(id);
    SubjectRow row = known == null ? message.rows().subject(id) : known;
    subjects.put(id, row);
    return row;
  }

  private void observe(CheckHistory.Entry entry) throws SQLException {
    UUID messageId = entry.place().messageId();
    if (dispatches.containsKey(messageId)) {
      return;
    }
    if (entry.disposition() == Disposition.DUPLICATE) {
      accept(messageId);
      dispatch(entry.place(), entry.portalId(), entry.subjectId());
    } else {
      observeAgain.computeIfAbsent(messageId, id -> new TreeSet<>()).add(entry.ordinal());
    }
  }

  private void accept(UUID duplicate) throws SQLException {
    try (PreparedStatement update =
        message
            .connection()
            .prepareStatement(
                """
                UPDATE message SET disposition = 'accepted', duplicate_of = NULL,
                  reinterpreted_at = ?, former_disposition = 'duplicate' WHERE id = ?""")) {
      update.setObject(1, LockedRows.timestamp(message.rows().now()));
      update.setObject(2, duplicate);
      update.executeUpdate();
    }
  }

  private void dispatch(Place place, UUID portalId, UUID subjectId) throws SQLException {
    dispatches.put(
        place.messageId(),
        new JournalRows.PendingRow(
            place.messageId(), portalId, subjectId, replayId, isOvertaken(subjectId, place)));
  }

  /** Whether observers got later messages of the subject before. */
  private boolean isOvertaken(UUID subjectId, Place place) throws SQLException {
    try (PreparedStatement select =
        message
            .connection()
            .prepareStatement(
                """
                SELECT 1 FROM message WHERE subject_id = ? AND disposition = 'accepted'
                  AND received_at >= ? AND (received_at > ? OR id > ?) LIMIT 1""")) {
      select.setObject(1, subjectId);
      select.setObject(2, LockedRows.timestamp(place.receivedAt()));
      select.setObject(3, LockedRows.timestamp(place.receivedAt()));
      select.setObject(4, place.messageId());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
