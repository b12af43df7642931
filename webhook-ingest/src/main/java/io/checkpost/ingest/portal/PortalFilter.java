package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import org.jspecify.annotations.Nullable;

/**
 * Which portals are meant: those for which all of it holds; null where it does not matter. Archived
 * ones never are.
 *
 * @param name a part of the name, whatever its case
 * @param provider the provider's name
 * @param parent the portal right above
 * @param top whether only those are meant that have nothing above them
 */
public record PortalFilter(
    @Nullable String name, @Nullable String provider, @Nullable PortalId parent, boolean top) {

  /** Every portal. */
  public static final PortalFilter EVERYTHING = new PortalFilter(null, null, null, false);
}
