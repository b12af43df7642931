package io.checkpost.ingest.relay;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery that can be sent.
 *
 * @param id its id
 * @param messageId what is sent
 * @param portalId the portal that received it
 * @param targetId the portal whose URL it goes to
 * @param lane what it keeps its place in: the person
 * @param position its place there
 * @param attempts how many there were
 * @param failures how many of them failed since it was made or retried by a person
 * @param createdAt when it was made
 * @param behind whether an earlier one of its lane is not yet at its end
 */
record DueDelivery(
    UUID id,
    UUID messageId,
    UUID portalId,
    UUID targetId,
    UUID lane,
    long position,
    int attempts,
    int failures,
    Instant createdAt,
    boolean behind) {}
