package io.checkpost.ingest.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a portal that something came for.
 *
 * @param at when its last message came; other nodes know within seconds of it
 * @param silentSince since when its quiet is known to be unusual; null while it is not
 */
public record LastReceived(Instant at, @Nullable Instant silentSince) {}
