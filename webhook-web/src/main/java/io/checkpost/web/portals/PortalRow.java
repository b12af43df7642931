package io.checkpost.web.portals;

import io.checkpost.ingest.activity.LastReceived;
import io.checkpost.ingest.portal.NamedPortal;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.relay.Undelivered;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A portal in the tree.
 *
 * @param portal the portal
 * @param above who is above it, the top first; empty where the page shows that anyway
 * @param callback where its messages are passed on to
 * @param last what is known of its last message; null where none ever came
 * @param undelivered what of its messages has not reached its receiver
 * @param children how many portals are right below it
 * @param below those of them that are shown with it
 */
public record PortalRow(
    Portal portal,
    List<NamedPortal> above,
    Callback callback,
    @Nullable LastReceived last,
    Undelivered undelivered,
    int children,
    List<PortalRow> below) {

  /** Creates a row; the lists are copied. */
  public PortalRow {
    above = List.copyOf(above);
    below = List.copyOf(below);
  }

  /** Tells whether its quiet is unusual. */
  public boolean isSilent() {
    return last != null && last.silentSince() != null;
  }

  /** Tells whether there are portals below it that are not shown with it. */
  public boolean isCut() {
    return below.size() < children;
  }
}
