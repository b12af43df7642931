package io.checkpost.ingest.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A relay target that has not got everything, or is not sent to as usual.
 *
 * @param target how it is, and what waits for it
 * @param url its URL; null when the portal has none any more
 * @param dead how many deliveries were given up, counted up to {@link RelayTargetStates#MOST}
 * @param oldestDeadAt when the oldest of them was made; null when there is none
 * @param lastCause why it failed the last time, as a code; null where it did not
 * @param nextAttemptAt when something is tried next; null where nothing is until somebody acts, or
 *     something else happens first
 */
public record UndeliveredTarget(
    RelayTargetState target,
    @Nullable String url,
    int dead,
    @Nullable Instant oldestDeadAt,
    @Nullable String lastCause,
    @Nullable Instant nextAttemptAt) {}
