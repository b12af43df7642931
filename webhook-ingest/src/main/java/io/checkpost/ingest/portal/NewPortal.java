package io.checkpost.ingest.portal;

import org.jspecify.annotations.Nullable;

/**
 * A portal that was just made, with what is shown this once.
 *
 * @param portal the portal
 * @param intakePath the path at which it receives, token included
 * @param intakeUrl the same with the portal's base URL before it; null where it has none
 * @param signingSecret what relayed messages are signed with, {@code whsec_…}
 */
public record NewPortal(
    Portal portal, String intakePath, @Nullable String intakeUrl, String signingSecret) {

  @Override
  public String toString() {
    return "NewPortal[" + portal.id() + "]";
  }
}
