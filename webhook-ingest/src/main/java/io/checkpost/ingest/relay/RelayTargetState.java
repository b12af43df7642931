package io.checkpost.ingest.relay;

import io.checkpost.api.PortalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a relay target is.
 *
 * @param portalId the portal whose URL it is
 * @param state how it is treated
 * @param changedAt since when
 * @param readyAt when an open one is asked once; past while it is
 * @param pending how many deliveries wait for it, counted up to {@link RelayTargetStates#MOST}
 * @param oldestPendingAt when the oldest of them was made; null when there is none
 * @param pause the word that nothing is sent for now; null when nobody gave it
 */
public record RelayTargetState(
    PortalId portalId,
    TargetState state,
    Instant changedAt,
    Instant readyAt,
    int pending,
    @Nullable Instant oldestPendingAt,
    @Nullable TargetPause pause) {}
