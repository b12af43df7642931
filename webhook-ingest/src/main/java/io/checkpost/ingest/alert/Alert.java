package io.checkpost.ingest.alert;

import io.checkpost.ingest.journal.TimeOrderedId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A condition that was found at least once, and how it stands.
 *
 * @param id of this alert, for as long as the condition is known
 * @param kind what is wrong, as a code
 * @param subject what it is about; empty where there is only one of the kind
 * @param state whether the condition holds
 * @param since since when it is in this state
 * @param found how often the condition was found since it was raised last
 * @param lastFoundAt when it was found last
 * @param goneAt since when it is not found any more though still raised; null otherwise
 * @param changes how often the state has changed
 * @param notifiedAt when the present state was told on some channel; null before
 * @param detail a sentence for a person
 */
public record Alert(
    UUID id,
    String kind,
    String subject,
    AlertState state,
    Instant since,
    long found,
    Instant lastFoundAt,
    @Nullable Instant goneAt,
    long changes,
    @Nullable Instant notifiedAt,
    String detail) {

  /** Returns what names the condition: kind and subject. */
  public String key() {
    return subject.isEmpty() ? kind : kind + ":" + subject;
  }

  static Alert raised(String kind, Finding finding, Instant now) {
    return new Alert(
        TimeOrderedId.next(now),
        kind,
        finding.subject(),
        AlertState.RAISED,
        now,
        1,
        now,
        null,
        1,
        null,
        finding.detail());
  }

  /** What it is after its condition was found: a cleared one is raised, a raised one goes on. */
  Alert found(Finding finding, Instant now) {
    if (state == AlertState.CLEARED) {
      return new Alert(
          id,
          kind,
          subject,
          AlertState.RAISED,
          now,
          1,
          now,
          null,
          changes + 1,
          null,
          finding.detail());
    }
    return new Alert(
        id,
        kind,
        subject,
        state,
        since,
        found + 1,
        now,
        null,
        changes,
        notifiedAt,
        finding.detail());
  }

  /** What it is after its condition was not found: cleared once that has been so for a while. */
  Alert missing(Instant now, Duration calm) {
    if (state == AlertState.CLEARED) {
      return this;
    }
    boolean isCalm = goneAt != null && !now.isBefore(goneAt.plus(calm));
    if (isCalm) {
      return new Alert(
          id,
          kind,
          subject,
          AlertState.CLEARED,
          now,
          found,
          lastFoundAt,
          null,
          changes + 1,
          null,
          detail);
    }
    Instant gone = goneAt == null ? now : goneAt;
    return new Alert(
        id, kind, subject, state, since, found, lastFoundAt, gone, changes, notifiedAt, detail);
  }
}
