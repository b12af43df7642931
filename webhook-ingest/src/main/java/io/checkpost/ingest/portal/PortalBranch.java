package io.checkpost.ingest.portal;

import java.util.List;

/**
 * A portal with what is below it.
 *
 * @param portal the portal
 * @param children how many portals are right below it
 * @param below those of them that are shown with it, newest first: all of them or none
 */
public record PortalBranch(Portal portal, int children, List<PortalBranch> below) {

  /** Creates a branch; the list is copied. */
  public PortalBranch {
    below = List.copyOf(below);
  }

  /** Tells whether there are portals below it that are not shown with it. */
  public boolean isCut() {
    return below.size() < children;
  }
}
