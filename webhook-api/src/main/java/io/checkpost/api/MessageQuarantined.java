package io.checkpost.api;

import java.time.Instant;

/**
 * A message was kept but not understood; a person should look at it.
 *
 * @param messageId the message
 * @param portalId the portal whose intake URL received it
 * @param provider the provider's name
 * @param receivedAt when it was received, by Checkpost's clock
 * @param reason why, as a code: {@code ambiguous}, {@code unrecognised_type}, …
 * @param detail why, for a person to read; never personal data
 */
public record MessageQuarantined(
    MessageId messageId,
    PortalId portalId,
    String provider,
    Instant receivedAt,
    String reason,
    String detail) {}
