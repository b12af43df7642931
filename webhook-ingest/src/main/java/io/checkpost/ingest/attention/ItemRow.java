package io.checkpost.ingest.attention;

import io.checkpost.ingest.journal.TimeOrderedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item, locked, and what becomes of it in a transaction.
 *
 * <p>Not safe for use by several threads.
 */
final class ItemRow {

  /** A change of state that is to be written. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record ChangeRow(
      int ordinal,
      Instant at,
      @Nullable String actor,
      AttentionCause cause,
      @Nullable AttentionState from,
      AttentionState to,
      AttentionKind kind,
      @Nullable UUID messageId,
      byte @Nullable [] sealedComment) {}

  final UUID id;
  News news;
  AttentionState state;
  Instant openedAt;
  Instant seenAt;
  long timesSeen;
  @Nullable String acknowledgedBy;
  @Nullable Instant acknowledgedAt;
  @Nullable String closedBy;
  @Nullable Instant closedAt;
  int changes;
  byte @Nullable [] sealedComment;
  private final List<ChangeRow> unwritten = new ArrayList<>();

  ItemRow(UUID id, News news, AttentionState state, Instant openedAt) {
    this.id = id;
    this.news = news;
    this.state = state;
    this.openedAt = openedAt;
    this.seenAt = openedAt;
  }

  /** Returns a new item. */
  static ItemRow open(News news, Instant now) {
    ItemRow row = new ItemRow(TimeOrderedId.next(now), news, AttentionState.OPEN, now);
    row.timesSeen = 1;
    row.note(null, AttentionCause.NEWS, null, now, null);
    return row;
  }

  /**
   * Takes in how things stand now. News opens a closed item again, and one that somebody has in
   * hand where it is worse than what they took.
   */
  void take(News now, Instant at) {
    boolean worse = now.kind().isMoreSevereThan(news.kind());
    boolean isNews = worse || (!now.mark().equals(news.mark()) && !now.at().isBefore(news.at()));
    boolean moved = !Objects.equals(now.facts().messageId(), news.facts().messageId());
    news = news.then(now);
    if (isNews) {
      timesSeen++;
    }
    if (isNews || moved) {
      seenAt = at;
    }
    if (isNews && (state.isClosed() || (worse && state == AttentionState.ACKNOWLEDGED))) {
      become(AttentionState.OPEN, AttentionCause.NEWS, null, at, null);
    } else if (worse) {
      note(state, AttentionCause.NEWS, null, at, null);
    }
  }

  /** Nothing is left to look at. */
  void settle(AttentionCause cause, Instant at) {
    if (!state.isClosed()) {
      become(AttentionState.RESOLVED, cause, null, at, null);
    }
  }

  void become(
      AttentionState next,
      AttentionCause cause,
      @Nullable String actor,
      Instant at,
      byte @Nullable [] comment) {
    AttentionState before = state;
    state = next;
    switch (next) {
      case OPEN -> {
        openedAt = at;
        acknowledgedBy = null;
        acknowledgedAt = null;
        closedBy = null;
        closedAt = null;
      }
      case ACKNOWLEDGED -> {
        acknowledgedBy = actor;
        acknowledgedAt = at;
      }
      case RESOLVED, IGNORED -> {
        closedBy = actor;
        closedAt = at;
      }
    }
    note(before, cause, actor, at, comment);
  }

  /** Keeps a comment, or that something worse came, without a change of state. */
  void note(
      @Nullable AttentionState before,
      AttentionCause cause,
      @Nullable String actor,
      Instant at,
      byte @Nullable [] comment) {
    sealedComment = comment;
    unwritten.add(
        new ChangeRow(
            changes,
            at,
            actor,
            cause,
            before,
            state,
            news.kind(),
            news.facts().messageId(),
            comment));
    changes++;
  }

  List<ChangeRow> unwritten() {
    return unwritten;
  }
}
