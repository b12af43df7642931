package io.checkpost.ingest.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose messages are observed one after the other: a subject's, or a single message that names
 * none.
 *
 * @param id the subject's row, or the message
 */
public record Lane(UUID id) {

  /** As many as {@code dispatch_shard} has rows, which nodes divide among themselves. */
  private static final int SHARDS = 16;

  /** Returns the lane of a message. */
  public static Lane of(UUID messageId, @Nullable UUID subjectId) {
    return new Lane(subjectId == null ? messageId : subjectId);
  }

  /** Returns the shard that the lane belongs to. */
  public int shard() {
    return Math.floorMod(id.hashCode(), SHARDS);
  }
}
