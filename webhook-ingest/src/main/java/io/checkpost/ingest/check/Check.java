package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is checked about a person, and where it stands.
 *
 * @param checkType the kind of check
 * @param objectId what was checked; null when the data was erased
 * @param outcome what the check says now
 * @param portalId the portal that it belongs to
 * @param history its changes, oldest first
 */
public record Check(
    CheckType checkType,
    @Nullable String objectId,
    Outcome outcome,
    PortalId portalId,
    List<Change> history) {

  /** Creates a check; the list is copied. */
  public Check {
    history = List.copyOf(history);
  }

  @Override
  public String toString() {
    return "Check[" + checkType + ", " + outcome + "]";
  }
}
