package io.checkpost.web.attention;

import io.checkpost.ingest.attention.AttentionItem;
import io.checkpost.ingest.attention.AttentionKind;
import io.checkpost.ingest.attention.AttentionState;

/**
 * An item as the queue shows it.
 *
 * @param item the item
 * @param portal the portal's name; empty where it is about none
 * @param current whether it is the one to look at now
 */
public record AttentionRow(AttentionItem item, String portal, boolean current) {

  /** Returns the key under which its texts are. */
  public String key() {
    boolean message = item.kind() == AttentionKind.UNRECOGNISED && item.checkType() == null;
    return "attention." + item.kind().code() + (message ? ".message" : "");
  }

  /** Returns its colours. */
  public String tone() {
    return switch (item.kind()) {
      case FRAUD, CONFLICT, DELIVERY_DIED, OBSERVER_DIED -> "failed";
      case REGRESSION, PORTAL_SILENT, QUARANTINED, REVIEW -> "review";
      case UNRECOGNISED -> "unknown";
      case OVERDUE -> "pending";
    };
  }

  /** Returns its sign. */
  public String icon() {
    return item.kind() == AttentionKind.QUARANTINED ? "quarantined" : tone();
  }

  /** Tells whether somebody has it in hand. */
  public boolean isAcknowledged() {
    return item.state() == AttentionState.ACKNOWLEDGED;
  }

  /** Tells whether nobody need look any more. */
  public boolean isClosed() {
    return item.state().isClosed();
  }
}
