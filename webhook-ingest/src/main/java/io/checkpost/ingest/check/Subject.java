package io.checkpost.ingest.check;

import java.util.List;

/**
 * A person, in all portals that know them by the same id.
 *
 * @param provider the provider's name
 * @param subjectId the id in canonical spelling
 * @param checks every check of theirs, the last changed first
 */
public record Subject(String provider, String subjectId, List<Check> checks) {

  /** Creates a subject; the list is copied. */
  public Subject {
    checks = List.copyOf(checks);
  }

  @Override
  public String toString() {
    return "Subject[" + checks.size() + " checks]";
  }
}
