package io.checkpost.ingest.check;

import io.checkpost.api.PortalId;
import org.jspecify.annotations.Nullable;

/**
 * Whose changes a time line has.
 *
 * @param provider the provider's name
 * @param subjectId the person, in any spelling that the provider knows
 * @param portal the portal to whose knowledge it is restricted; null for all that know the person
 * @param related whether it has those of {@linkplain RelatedPerson related} ones, too
 */
public record PersonFilter(
    String provider, String subjectId, @Nullable PortalId portal, boolean related) {

  @Override
  public String toString() {
    return "PersonFilter";
  }
}
