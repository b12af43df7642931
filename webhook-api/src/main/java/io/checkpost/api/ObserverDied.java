package io.checkpost.api;

import java.time.Instant;

/**
 * An observer failed to take an event for the last time: it is a dead letter, kept until a person
 * has it tried again or closes it. Fired to CDI observers as it is, on a thread of Checkpost's,
 * after the dead letter was written; not kept for later, and not repeated when an observer of it
 * fails.
 *
 * @param observerId the observer
 * @param messageId the message whose event it failed to take
 * @param portalId the portal whose intake URL received the message
 * @param provider the provider's name
 * @param attempts how often it was tried
 * @param cause the type of the last exception, never its text
 * @param diedAt when the last attempt failed
 */
public record ObserverDied(
    String observerId,
    MessageId messageId,
    PortalId portalId,
    String provider,
    int attempts,
    String cause,
    Instant diedAt) {}
