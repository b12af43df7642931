package io.checkpost.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A message could not be relayed and is not tried again until a person asks for it. Fired once for
 * each delivery that dies, after that is stored; lost when the process dies at that very moment.
 * The delivery itself stays listed.
 *
 * @param deliveryId the delivery
 * @param messageId the message that it was to pass on
 * @param portalId the portal whose intake URL received the message
 * @param targetPortalId the portal whose relay URL it was to go to
 * @param attempts how many HTTP attempts there were
 * @param lastCause why the last one failed, as a code: {@code timeout}, {@code http_5xx}, …
 * @param diedAt when it was given up, by Checkpost's clock
 */
public record DeliveryDied(
    UUID deliveryId,
    MessageId messageId,
    PortalId portalId,
    PortalId targetPortalId,
    int attempts,
    String lastCause,
    Instant diedAt) {}
