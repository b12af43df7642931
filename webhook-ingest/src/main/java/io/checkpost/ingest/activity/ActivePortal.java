package io.checkpost.ingest.activity;

import io.checkpost.api.PortalId;

/**
 * A portal that something came for.
 *
 * @param id the portal
 * @param last what is known of its last message
 */
public record ActivePortal(PortalId id, LastReceived last) {

  /** Tells whether its quiet is unusual. */
  public boolean isSilent() {
    return last.silentSince() != null;
  }
}
