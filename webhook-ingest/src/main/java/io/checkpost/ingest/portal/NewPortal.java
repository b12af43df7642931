package io.checkpost.ingest.portal;

/**
 * A portal that was just made, with what is shown this once.
 *
 * @param portal the portal
 * @param intakePath the path at which it receives, token included
 * @param signingSecret what relayed messages are signed with, {@code whsec_…}
 */
public record NewPortal(Portal portal, String intakePath, String signingSecret) {

  @Override
  public String toString() {
    return "NewPortal[" + portal.id() + "]";
  }
}
