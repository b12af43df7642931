package io.checkpost.ingest.journal;

import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Enters what a quarantined message says into the histories of its checks, so that they are what
 * they would be had it been understood at once. The message keeps its place in the order of
 * arrival: each update stands between the last change before it and whatever came next.
 *
 * <ul>
 *   <li>What came next and says something else now follows this update. A repeat of what was before
 *       becomes a return, which is news, and is observed.
 *   <li>What came next and says the same was taken for the change that this update is. It becomes a
 *       repeat, and its number goes with the change.
 *   <li>Only where nothing came next is this update what the check says now.
 * </ul>
 */
final class LateEntry {

  private final LockedMessage message;
  private final StoredRequest stored;
  private final Interpretation.Understood understood;
  private final UUID replayId;
  private final JournalRows rows;
  private final MessageRows messageRows;
  private final ReceivedDeltas deltas = new ReceivedDeltas();

  private final List<UpdateRow> updateRows = new ArrayList<>();
  private final List<Next> nexts = new ArrayList<>();
  private final Map<UUID, SubjectRow> subjects = new HashMap<>();
  private final Map<UUID, JournalRows.PendingRow> dispatches = new LinkedHashMap<>();
  private final Map<UUID, Set<Integer>> observeAgain = new HashMap<>();
  private final Map<UUID, Set<Integer>> nothingToObserve = new HashMap<>();
  private final Set<UUID> forgotten = new HashSet<>();
  private @Nullable Place original;

  LateEntry(LockedMessage message, Interpretation.Understood understood, UUID replayId) {
    this.message = message;
    this.stored = message.stored();
    this.understood = understood;
    this.replayId = replayId;
    this.rows = new JournalRows(message.connection());
    this.messageRows = new MessageRows(message.connection(), message.rows().now(), deltas);
    subjects.put(message.subject().id(), message.subject());
    forgotten.add(stored.id().value());
  }

  /**
   * What came after an update that changes its check.
   *
   * @param before the last change before it; null where it is the first
   */
  private record Next(
      int ordinal,
      Update update,
      CheckRow check,
      CheckHistory.@Nullable Entry before,
      CheckHistory.Entry entry) {}

  Reread enter(Rereading.MessageRow former) throws SQLException {
    deltas.remove(message.connection(), stored.id().value());
    int ordinal = 0;
    for (Update update : understood.updates()) {
      enter(ordinal, update);
      ordinal++;
    }
    settleMessage(former);
    rows.insertUpdates(updateRows);
    deltas.add(message.connection(), stored.id().value());
    // after the message itself: sequences are the order in which observers get to see them
    for (Next next : nexts) {
      settle(next);
    }
    for (UpdateRow row : updateRows) {
      flagReturns(row);
    }
    rows.advance(subjects.values());
    rows.change(message.checks().values());
    rows.dispatch(dispatches.values());
    deltas.write(message.connection());
    return new Reread(Reread.Result.UNDERSTOOD, observeAgain, nothingToObserve, forgotten);
  }

  private void enter(int ordinal, Update update) throws SQLException {
    CheckRow check = message.check(update);
    byte[] content = message.keys().content(update);
    CheckHistory history = message.history(check);
    CheckHistory.Entry before = history.changeBefore(stored.place()).orElse(null);
    Change change = null;
    if (before != null && before.says(content)) {
      repeats(before);
    } else {
      CheckHistory.Entry after = history.after(stored.place()).orElse(null);
      change = change(update, content, history.stateAfter(before), after);
      if (after == null) {
        check.become(update, content, message.subject().id(), stored.id().value(), ordinal);
      } else {
        nexts.add(new Next(ordinal, update, check, before, after));
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
    if (earlier == null || earlier.isBefore(entry.place())) {
      original = entry.place();
    }
  }

  private Change change(
      Update update, byte[] content, CheckRow before, CheckHistory.@Nullable Entry after) {
    return new Change(before.kindOf(update), before.outcome(), false, sequence(content, after));
  }

  /** The change that the next entry was taken for keeps its number. */
  private long sequence(byte[] content, CheckHistory.@Nullable Entry after) {
    return after != null && after.kind() != null && after.says(content)
        ? after.sequence()
        : message.subject().nextSequence();
  }

  private void settleMessage(Rereading.MessageRow former) throws SQLException {
    boolean news = updateRows.stream().anyMatch(row -> row.change() != null);
    Place repeated = original;
    messageRows.understand(
        message,
        understood,
        former,
        news ? Disposition.ACCEPTED : Disposition.DUPLICATE,
        news || repeated == null ? null : repeated.messageId());
    if (news) {
      dispatch(stored.place(), stored.portalId().value(), message.subject().id());
    }
  }

  private void dispatch(Place place, UUID portalId, UUID subjectId) throws SQLException {
    dispatches.put(
        place.messageId(),
        new JournalRows.PendingRow(
            place.messageId(),
            portalId,
            subjectId,
            replayId,
            messageRows.isOvertaken(subjectId, place)));
  }

  private void settle(Next next) throws SQLException {
    CheckHistory.Entry entry = next.entry;
    CheckHistory history = message.history(next.check);
    if (entry.kind() == null) {
      becomeReturn(next, history);
    } else if (entry.says(message.keys().content(next.update))) {
      becomeRepeat(next, history);
    } else {
      history.follow(entry, message.after(next.update, next.check));
    }
  }

  private void becomeRepeat(Next next, CheckHistory history) throws SQLException {
    UUID messageId = next.entry.place().messageId();
    history.become(next.entry, null);
    if (messageId.equals(next.check.messageId())) {
      next.check.become(
          next.update,
          next.entry.fingerprint(),
          message.subject().id(),
          stored.id().value(),
          next.ordinal);
    }
    if (messageRows.saysNews(messageId)) {
      nothingToObserve.computeIfAbsent(messageId, id -> new TreeSet<>()).add(next.entry.ordinal());
    } else {
      messageRows.becomeDuplicate(messageId, next.entry.subjectId(), stored.id().value());
      rows.withdraw(messageId, next.entry.subjectId());
      forgotten.add(messageId);
    }
  }

  private void becomeReturn(Next next, CheckHistory history) throws SQLException {
    CheckHistory.Entry entry = next.entry;
    Update content = entry.content();
    CheckHistory.Entry before = next.before;
    if (content == null || before == null) {
      // erased: nobody can tell any more what it says
      return;
    }
    CheckRow between = message.after(next.update, next.check);
    history.become(
        entry,
        new Change(
            between.kindOf(content),
            between.outcome(),
            false,
            subject(entry.subjectId()).nextSequence()));
    history.flagReturns(
        entry.fingerprint(), entry.place().receivedAt(), entry.place().receivedAt());
    if (before.place().messageId().equals(next.check.messageId())) {
      next.check.become(
          content,
          entry.fingerprint(),
          entry.subjectId(),
          entry.place().messageId(),
          entry.ordinal());
    }
    observeReturn(entry, before);
  }

  private void observeReturn(CheckHistory.Entry entry, CheckHistory.Entry before)
      throws SQLException {
    UUID messageId = entry.place().messageId();
    if (dispatches.containsKey(messageId)) {
      return;
    }
    if (entry.disposition() == Disposition.DUPLICATE) {
      messageRows.becomeAccepted(entry.place(), entry.subjectId(), before.place().messageId());
      dispatch(entry.place(), entry.portalId(), entry.subjectId());
    } else {
      observeAgain.computeIfAbsent(messageId, id -> new TreeSet<>()).add(entry.ordinal());
    }
  }

  private SubjectRow subject(UUID id) throws SQLException {
    SubjectRow known = subjects.get(id);
    SubjectRow row = known == null ? message.rows().subject(id) : known;
    subjects.put(id, row);
    return row;
  }

  /** This update can be a return, and can make one of what says the same later. */
  private void flagReturns(UpdateRow row) throws SQLException {
    if (row.change() != null) {
      CheckHistory history = message.history(message.check(row.update()));
      history.flagReturns(row.fingerprint(), stored.receivedAt(), lastTouched(row.ordinal()));
    }
  }

  private Instant lastTouched(int ordinal) {
    return nexts.stream()
        .filter(next -> next.ordinal == ordinal)
        .map(next -> next.entry.place().receivedAt())
        .findFirst()
        .orElse(stored.receivedAt());
  }
}
