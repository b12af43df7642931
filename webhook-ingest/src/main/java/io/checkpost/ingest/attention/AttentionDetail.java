package io.checkpost.ingest.attention;

import java.util.List;

/**
 * An item with what became of it.
 *
 * @param item the item
 * @param history its changes of state, oldest first; of very many the last ones
 */
public record AttentionDetail(AttentionItem item, List<AttentionChange> history) {

  /** Creates a detail; the list is copied. */
  public AttentionDetail {
    history = List.copyOf(history);
  }
}
