package io.checkpost.ingest.simulation;

import io.checkpost.api.PortalId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants simulated.
 *
 * @param portal the portal
 * @param kind the code of one of its provider's kinds of message
 * @param scenario the code of one of the kind's scenarios; null for one message
 * @param values what is chosen, by the name of the choice; what is missing is as usual
 * @param person the code of a made-up person; null for the first
 * @param subjectId an id of one's own for the person; null for a made-up one
 * @param clientReference the customer's own reference; null for a made-up one
 * @param count how often, each time about another check
 * @param target where it goes
 * @param run what tells it from others
 */
public record SimulationRequest(
    PortalId portal,
    String kind,
    @Nullable String scenario,
    Map<String, String> values,
    @Nullable String person,
    @Nullable String subjectId,
    @Nullable String clientReference,
    int count,
    SimulationTarget target,
    Run run) {

  /** Creates a request; the map is copied. */
  public SimulationRequest {
    values = Map.copyOf(values);
  }

  @Override
  public String toString() {
    return "SimulationRequest[" + kind + ", " + run + "]";
  }
}
