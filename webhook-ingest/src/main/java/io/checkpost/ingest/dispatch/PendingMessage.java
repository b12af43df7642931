package io.checkpost.ingest.dispatch;

import io.checkpost.api.MessageId;
import java.time.Instant;

/**
 * A message that no observer has seen.
 *
 * @param id the message
 * @param receivedAt when it came
 */
public record PendingMessage(MessageId id, Instant receivedAt) {}
