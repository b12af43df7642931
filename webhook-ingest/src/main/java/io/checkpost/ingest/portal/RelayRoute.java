package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import io.checkpost.api.Update;

/**
 * Where a portal's messages are relayed to, and which of them.
 *
 * @param target the portal that owns the URL: itself or the nearest one above that has one
 * @param filter the portal's own, whosever the URL is
 */
public record RelayRoute(PortalId target, RelayFilter filter) {

  /** Tells whether a message is relayed on account of this update of it. */
  public boolean admits(Update update) {
    return filter.admits(update);
  }
}
