package io.checkpost.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an update came to be observed: by which message, after what, and for the how-manieth time.
 *
 * @param messageId the message that carried it
 * @param portalId the portal whose intake URL received it
 * @param provider the provider's name: {@code credas}, {@code w2}
 * @param receivedAt when it was received, by Checkpost's clock
 * @param sequence its place among all updates of its subject, from 1, without gaps
 * @param previousOutcome the check's outcome before; null for the first
 * @param kind what changed
 * @param returned whether the same content was already current within the last 15 minutes before
 *     something else came: a return, or a late redelivery, which cannot be told apart
 * @param test whether nothing may be concluded for anybody real: the message carries a test robot's
 *     markers, or Checkpost's simulator made it up
 * @param replay whether a person asked for it to be observed again, or for its message to be read
 *     again
 * @param attempt which attempt of this observer this is, from 1
 * @param outOfOrder whether a later update of the subject was let pass before
 */
public record Circumstances(
    MessageId messageId,
    PortalId portalId,
    String provider,
    Instant receivedAt,
    long sequence,
    @Nullable Outcome previousOutcome,
    ChangeKind kind,
    boolean returned,
    boolean test,
    boolean replay,
    int attempt,
    boolean outOfOrder) {}
