package io.checkpost.ingest.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An observer that does not take everything.
 *
 * @param id the observer
 * @param deadSince since when it fails on something that was given up; null where nothing was
 * @param failingSince since when it fails on something that is still tried; null where nothing is
 */
public record FailingObserver(
    String id, @Nullable Instant deadSince, @Nullable Instant failingSince) {}
