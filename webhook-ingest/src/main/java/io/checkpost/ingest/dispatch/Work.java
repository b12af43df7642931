package io.checkpost.ingest.dispatch;

import java.util.List;
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
 * @param replay whether a person asked for it
 * @param outOfOrder whether later messages of the subject came before it
 * @param owed what one observer is still owed of it; null when all observers are to be called
 * @param events what is observed, in order; each with the number by which it is owed
 */
record Work(
    long position,
    UUID messageId,
    UUID portalId,
    @Nullable UUID subjectId,
    int shard,
    boolean replay,
    boolean outOfOrder,
    @Nullable Owed owed,
    List<NumberedEvent> events) {

  /** The number of the message's own event, which comes after those of its updates. */
  static final int MESSAGE_EVENT = Integer.MAX_VALUE;

  record Owed(int ordinal, String observer, int attempts) {}

  record NumberedEvent(int ordinal, Object event) {}

  /** Returns a message that is looked at and not dispatched. */
  static Work unplaced(UUID messageId) {
    return new Work(0, messageId, messageId, null, 0, false, false, null, List.of());
  }

  /** Works of one lane run one after the other. */
  UUID lane() {
    return subjectId == null ? messageId : subjectId;
  }

  boolean concerns(int ordinal, String observer) {
    return owed == null || (owed.ordinal == ordinal && owed.observer.equals(observer));
  }

  Work with(List<NumberedEvent> loaded) {
    return new Work(
        position, messageId, portalId, subjectId, shard, replay, outOfOrder, owed, loaded);
  }
}
