package io.checkpost.ingest.check;

import io.checkpost.api.PortalId;
import java.util.List;

/**
 * Where a person stands now.
 *
 * @param provider the provider's name
 * @param subjectId the id in canonical spelling
 * @param portals those that know the person
 * @param total how many checks there are
 * @param notPassed how many of them are not passed
 * @param checks where they stand, the worst first, at most {@link #MOST_CHECKS}
 */
public record PersonStanding(
    String provider,
    String subjectId,
    List<PortalId> portals,
    int total,
    int notPassed,
    List<CheckStanding> checks) {

  /** How many checks are shown. */
  public static final int MOST_CHECKS = 100;

  /** Creates it; the lists are copied. */
  public PersonStanding {
    portals = List.copyOf(portals);
    checks = List.copyOf(checks);
  }

  @Override
  public String toString() {
    return "PersonStanding[" + notPassed + " of " + total + "]";
  }
}
