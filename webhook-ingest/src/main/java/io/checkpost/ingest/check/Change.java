package io.checkpost.ingest.check;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a check.
 *
 * @param messageId the message that brought it
 * @param receivedAt when that was received
 * @param from the outcome before; null for the first
 * @param to the outcome after; equal to {@code from} where something else changed
 * @param kind what changed
 * @param returned whether the same content was already current shortly before
 */
public record Change(
    MessageId messageId,
    Instant receivedAt,
    @Nullable Outcome from,
    Outcome to,
    @Nullable ChangeKind kind,
    boolean returned) {}
