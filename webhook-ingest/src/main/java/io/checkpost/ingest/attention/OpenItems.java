package io.checkpost.ingest.attention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What nobody has looked at yet.
 *
 * @param count how many items, as far as they were counted
 * @param oldest since when one of them is open; null where there is none
 */
public record OpenItems(int count, @Nullable Instant oldest) {}
