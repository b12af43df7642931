package io.checkpost.api;

import java.time.Duration;
import java.time.Instant;

/**
 * Nothing came for a portal although by its own history something should have. Fired once for each
 * silence, on one node, to ordinary CDI observers, after it was written down; who is not there at
 * that moment misses it, so what must not be missed is an alert.
 *
 * @param portalId the portal
 * @param lastReceivedAt when its last message came
 * @param usualGap for how long it may be quiet, from that message on, before it is unusual
 * @param noticedAt when the silence was noticed
 */
public record PortalSilent(
    PortalId portalId, Instant lastReceivedAt, Duration usualGap, Instant noticedAt) {}
