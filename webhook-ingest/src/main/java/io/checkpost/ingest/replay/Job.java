package io.checkpost.ingest.replay;

import io.checkpost.ingest.paging.Cursor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay as the node that works on it sees it.
 *
 * @param cursor the last message that was looked at; null before the first
 */
record Job(
    UUID id,
    ReplayState state,
    MessageSelection selection,
    @Nullable String observer,
    int ratePerSecond,
    @Nullable Cursor cursor) {

  private static final int LARGEST_BATCH = 100;
  private static final int BATCHES_PER_SECOND = 4;

  /** Returns how many messages are dealt with in one go: the fewer, the slower it shall be. */
  int batch() {
    return Math.min(LARGEST_BATCH, Math.max(1, ratePerSecond / BATCHES_PER_SECOND));
  }
}
