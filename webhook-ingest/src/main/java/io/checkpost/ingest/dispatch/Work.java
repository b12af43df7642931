package io.checkpost.ingest.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to be observed.
 *
 * @param position its place in the order of dispatch
 * @param messageId the message
 * @param portalId its portal
 * @param subjectId its subject's row; null for a message without a subject
 * @param shard the share it belongs to
 * @param replayId the replay that brings it; null for what was just received
 * @param outOfOrder whether later messages of the subject came before it
 * @param owed what one observer is still owed of it; null when all observers are to be called
 */
record Work(
    long position,
    UUID messageId,
    UUID portalId,
    @Nullable UUID subjectId,
    int shard,
    @Nullable UUID replayId,
    boolean outOfOrder,
    @Nullable Owed owed) {

  /** The number of the message's own event, which comes after those of its updates. */
  static final int MESSAGE_EVENT = Integer.MAX_VALUE;

  /**
   * What one observer is owed.
   *
   * @param ordinal the event's number within the message
   * @param observer the observer's id
   * @param attempts how often it was tried
   * @param firstFailedAt when it first failed; null when it was only held, and never tried
   * @param overtakes whether it passes an earlier one of the subject
   */
  record Owed(
      int ordinal,
      String observer,
      int attempts,
      @Nullable Instant firstFailedAt,
      boolean overtakes) {

    boolean isHeld() {
      return firstFailedAt == null;
    }

    Owed overtaking() {
      return new Owed(ordinal, observer, attempts, firstFailedAt, true);
    }
  }

  /** Tells works apart; the positions of replays are a sequence of their own. */
  record Key(long position, UUID messageId, int ordinal, @Nullable String observer) {}

  Key key() {
    return owed == null
        ? new Key(position, messageId, 0, null)
        : new Key(position, messageId, owed.ordinal, owed.observer);
  }

  /** Returns a message that is looked at and not dispatched. */
  static Work unplaced(UUID messageId) {
    return new Work(0, messageId, messageId, null, 0, null, false, null);
  }

  /** Works of one lane come one after the other. */
  UUID lane() {
    return subjectId == null ? messageId : subjectId;
  }

  boolean isReplay() {
    return replayId != null;
  }

  int attempt() {
    return owed == null ? 1 : owed.attempts + 1;
  }

  Work with(Owed changed) {
    return new Work(position, messageId, portalId, subjectId, shard, replayId, outOfOrder, changed);
  }
}
