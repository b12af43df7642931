package io.checkpost.ingest.replay;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.message.MessageFilter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored replay.
 *
 * @param id its id
 * @param kind what is done with each message
 * @param state how far it is
 * @param message the one message that it is about; null where the filter says which
 * @param chosen how many messages were chosen one by one; null where they were not
 * @param filter which messages; always with an end, for nothing that came after it was made joins.
 *     The person is given by id, or {@link #ERASED}
 * @param observer the one observer that is called again; null for all
 * @param ratePerSecond the most messages a second
 * @param counted how many messages there are; null until that is known
 * @param done messages that were handed on, or read otherwise than before
 * @param skipped messages with which there was nothing to do
 * @param failed messages that could not be read, or not be stored as they are read now
 * @param createdAt when it was made
 * @param createdBy who made it
 * @param startedAt when a node began with it; null until then
 * @param finishedAt when it came to an end, whatever end; null until then
 * @param reason why it failed; null where it did not
 */
public record Replay(
    UUID id,
    ReplayKind kind,
    ReplayState state,
    @Nullable MessageId message,
    @Nullable Integer chosen,
    MessageFilter filter,
    @Nullable String observer,
    int ratePerSecond,
    @Nullable Long counted,
    long done,
    long skipped,
    long failed,
    Instant createdAt,
    String createdBy,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String reason) {

  /** Stands for a person whose data was erased since. */
  public static final String ERASED = "(erased)";
}
