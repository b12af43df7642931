package io.checkpost.ingest.replay;

import io.checkpost.ingest.message.MessageFilter;
import org.jspecify.annotations.Nullable;

/**
 * A replay that somebody asks for.
 *
 * @param kind what is done with each message
 * @param filter which messages; a client reference is not asked for
 * @param observer the one observer that is called again; null for all
 * @param ratePerSecond the most messages a second; null for what the setting says
 */
public record ReplayRequest(
    ReplayKind kind,
    MessageFilter filter,
    @Nullable String observer,
    @Nullable Integer ratePerSecond) {}
