package io.checkpost.ingest.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one observer is owed of one subject, in the order of the subject. The rules of order are
 * here: what was never given waits for everything before it that was never given either, and for
 * what failed only until its hold ends.
 *
 * @param rows what waits, the first first
 */
record ObserverLane(List<Row> rows) {

  /** Whose rows they are; replays are a lane of their own. */
  record Id(UUID subjectId, String observer, boolean replay) {}

  /**
   * Something that waits.
   *
   * @param messageId the message
   * @param ordinal the event's number
   * @param firstFailedAt when it first failed; null when it was never given
   * @param holdUntil until when it holds back what comes after it; null when it never did
   * @param dueAt when it is looked at
   */
  record Row(
      UUID messageId,
      int ordinal,
      @Nullable Instant firstFailedAt,
      @Nullable Instant holdUntil,
      Instant dueAt) {

    boolean isHeld() {
      return firstFailedAt == null;
    }

    boolean is(UUID message, int number) {
      return ordinal == number && messageId.equals(message);
    }

    private Instant holdEnd() {
      return holdUntil == null ? Instant.MIN : holdUntil;
    }
  }

  /**
   * Returns from when on something may be given, as far as the others matter; empty while something
   * before it was never given.
   */
  Optional<Instant> freeFrom(UUID messageId, int ordinal) {
    Instant free = Instant.MIN;
    for (Row row : rows) {
      if (row.is(messageId, ordinal)) {
        return Optional.of(free);
      }
      if (row.isHeld()) {
        return Optional.empty();
      }
      free = row.holdEnd().isAfter(free) ? row.holdEnd() : free;
    }
    return Optional.of(free);
  }

  /** Tells whether something stands behind others that failed. */
  boolean isBehindOthers(UUID messageId, int ordinal) {
    return !rows.isEmpty() && !rows.get(0).is(messageId, ordinal);
  }

  /** Returns the next that was never given. */
  Optional<Row> next() {
    return rows.stream().filter(Row::isHeld).findFirst();
  }

  Backlog backlog() {
    return rows.stream()
        .map(row -> row.isHeld() ? Backlog.ofHeld() : Backlog.ofFailure(row.holdEnd()))
        .reduce(Backlog.ofFailure(Instant.MIN), Backlog::and);
  }
}
