package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import java.util.Set;

/**
 * Where a portal's messages are relayed to, and which of them.
 *
 * @param target the portal that owns the URL: itself or the nearest one above that has one
 * @param checkTypes codes of the kinds of check that are relayed; empty for all
 * @param outcomes codes of the outcomes that are relayed; empty for all
 * @param finalOnly whether only what is known to be final is relayed
 */
public record RelayRoute(
    PortalId target, Set<String> checkTypes, Set<String> outcomes, boolean finalOnly) {

  /** Creates a route; the sets are copied. */
  public RelayRoute {
    checkTypes = Set.copyOf(checkTypes);
    outcomes = Set.copyOf(outcomes);
  }

  /** Tells whether a message is relayed on account of this update of it. */
  public boolean admits(Update update) {
    return (checkTypes.isEmpty() || checkTypes.contains(update.checkType().code()))
        && (outcomes.isEmpty() || outcomes.contains(update.outcome().code()))
        && (!finalOnly || Boolean.TRUE.equals(update.isFinal()));
  }
}
