package io.checkpost.ingest.attention;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import org.jspecify.annotations.Nullable;

/**
 * Which items are meant; null where it does not matter.
 *
 * @param state their state; null for open and acknowledged ones
 * @param kind why they have to be looked at
 * @param portal their portal
 * @param checkType the kind of check that they are about
 */
public record AttentionFilter(
    @Nullable AttentionState state,
    @Nullable AttentionKind kind,
    @Nullable PortalId portal,
    @Nullable CheckType checkType) {

  /** All that somebody has to look at. */
  public static final AttentionFilter QUEUE = new AttentionFilter(null, null, null, null);
}
