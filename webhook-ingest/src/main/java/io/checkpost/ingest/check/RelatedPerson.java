package io.checkpost.ingest.check;

import io.checkpost.api.PortalId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another id that the customer gave the same reference, in the same portal: as a rule another
 * session of the same person. A reference is a customer's own, so it relates nothing across
 * portals.
 *
 * @param subjectId the other id
 * @param portalId the portal
 * @param checks what its checks say now, the worst first, nothing twice
 * @param changedAt when one of them last changed; null where there is none
 */
public record RelatedPerson(
    String subjectId, PortalId portalId, List<CheckOutcome> checks, @Nullable Instant changedAt) {

  /** Creates it; the list is copied. */
  public RelatedPerson {
    checks = List.copyOf(checks);
  }

  @Override
  public String toString() {
    return "RelatedPerson[" + checks.size() + " checks]";
  }
}
