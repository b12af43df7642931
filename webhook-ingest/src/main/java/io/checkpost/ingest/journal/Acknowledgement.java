package io.checkpost.ingest.journal;

import io.checkpost.api.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * What a sender may be told, now that its message is durable.
 *
 * @param messageId the message's id
 * @param disposition how it ended
 * @param reason why it was quarantined, as a code; null otherwise
 * @param duplicateOf the message that said the same before; null when it is no duplicate
 */
public record Acknowledgement(
    MessageId messageId,
    Disposition disposition,
    @Nullable String reason,
    @Nullable MessageId duplicateOf) {}
