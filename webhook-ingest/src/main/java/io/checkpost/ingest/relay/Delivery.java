package io.checkpost.ingest.relay;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is passed on to a URL.
 *
 * @param id its id
 * @param messageId the message
 * @param portalId the portal that received it
 * @param targetId the portal whose URL it goes to
 * @param state how far it is
 * @param attempts how many HTTP attempts there were
 * @param createdAt when it was made
 * @param nextAttemptAt when it is tried next, unless its target is left alone then; null where that
 *     is not known: it is at its end, or waits for an earlier one of the same person
 * @param deliveredAt when the target took it; null where it has not
 * @param lastStatus the last answer's HTTP status; null where there was none
 * @param lastCause why the last attempt failed, as a code; null where it did not
 * @param closedAt when somebody closed it; null where nobody has
 * @param closedBy who that was
 */
public record Delivery(
    UUID id,
    MessageId messageId,
    PortalId portalId,
    PortalId targetId,
    DeliveryState state,
    int attempts,
    Instant createdAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant deliveredAt,
    @Nullable Integer lastStatus,
    @Nullable String lastCause,
    @Nullable Instant closedAt,
    @Nullable String closedBy) {}
