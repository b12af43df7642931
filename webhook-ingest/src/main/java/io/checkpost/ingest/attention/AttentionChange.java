package io.checkpost.ingest.attention;

import io.checkpost.api.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of an item's state.
 *
 * @param at when
 * @param by who; null where it was Checkpost itself
 * @param cause why
 * @param from the state before; null at the beginning
 * @param to the state after; equal to {@code from} where somebody only said something, or something
 *     worse came
 * @param kind what the item was about then
 * @param messageId the newest message about it then; null where there was none
 * @param comment what was said; null for nothing, or when the data was erased
 */
public record AttentionChange(
    Instant at,
    @Nullable String by,
    AttentionCause cause,
    @Nullable AttentionState from,
    AttentionState to,
    AttentionKind kind,
    @Nullable MessageId messageId,
    @Nullable String comment) {

  /** The comment may hold anything. */
  @Override
  public String toString() {
    return "AttentionChange[" + from + " to " + to + ", " + cause + "]";
  }
}
