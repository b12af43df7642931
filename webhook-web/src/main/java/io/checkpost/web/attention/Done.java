package io.checkpost.web.attention;

import io.checkpost.ingest.attention.AttentionAction;
import io.checkpost.ingest.attention.AttentionItem;
import io.checkpost.ingest.attention.AttentionState;
import org.jspecify.annotations.Nullable;

/**
 * What became of what somebody has just decided.
 *
 * @param row the item as it is now
 * @param action what they asked for
 * @param refused whether somebody else was faster, or there was news
 */
public record Done(AttentionRow row, AttentionAction action, boolean refused) {

  /** Tells whether it still holds: an address can be opened again, much later. */
  boolean isTrue() {
    return refused || row.item().state() == action.result();
  }

  /** Returns the key of it in words. */
  public String key() {
    return refused ? "attention.refused." + reason() : "attention.done." + action.code();
  }

  private String reason() {
    AttentionItem item = row.item();
    if (item.state().isClosed()) {
      return item.closedBy() == null ? "settled" : item.state().code();
    }
    boolean taken =
        item.state() == AttentionState.ACKNOWLEDGED && action == AttentionAction.ACKNOWLEDGE;
    return taken ? "acknowledged" : "news";
  }

  /** Returns who was faster; null where nobody was. */
  public @Nullable String by() {
    return row.item().state().isClosed() ? row.item().closedBy() : row.item().acknowledgedBy();
  }

  /** Tells whether it can be undone. */
  public boolean isUndoable() {
    return !refused && action != AttentionAction.REOPEN;
  }
}
