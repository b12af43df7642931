package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.simulation.Run;
import io.checkpost.ingest.simulation.SimulationRequest;
import io.checkpost.ingest.simulation.SimulationTarget;
import io.checkpost.ingest.simulation.Simulations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/simulations}: messages that are made up, and what comes of them. */
@ApplicationSingleton
@RolesAllowed(Roles.OPERATOR)
@Path("/simulations")
@Produces(MediaType.APPLICATION_JSON)
public class SimulationsResource {

  private final Simulations simulations;
  private final Portals portals;
  private final Clock clock;

  /** Creates the resource. */
  @Inject
  public SimulationsResource(Simulations simulations, Portals portals, Clock clock) {
    this.simulations = simulations;
    this.portals = portals;
    this.clock = clock;
  }

  /** Returns what can be made up for a portal. */
  @GET
  @Path("/kinds")
  @QueryParameters("portal")
  public SimulationKindsView kinds(@Context UriInfo uri) {
    PortalId id = new Query(uri.getQueryParameters()).id("portal", PortalId::new);
    if (id == null) {
      throw new InvalidInput("portal", null, "the id of a portal");
    }
    Portal portal = portals.find(id).orElseThrow(NotFound::new);
    return SimulationKindsView.of(
        portal.provider(), simulations.kinds(portal.provider()), simulations.people());
  }

  /** Sends what is made up and returns what came of it, or says what would be sent. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public SimulationView send(@Nullable JsonMembers body, @Context SecurityContext security) {
    JsonMembers given =
        JsonMembers.present(body)
            .only(
                "portal",
                "kind",
                "scenario",
                "values",
                "person",
                "subjectId",
                "clientReference",
                "count",
                "target",
                "run",
                "dryRun");
    SimulationRequest request = request(given);
    return given.flag("dryRun", false)
        ? SimulationView.of(simulations.draft(request), request)
        : SimulationView.of(simulations.send(request, CallersOnly.name(security)));
  }

  private SimulationRequest request(JsonMembers given) {
    Integer count = given.wholeNumber("count");
    String target = given.text("target");
    String run = given.text("run");
    return new SimulationRequest(
        new PortalId(Query.uuid("portal", given.requiredText("portal"))),
        given.requiredText("kind"),
        given.text("scenario"),
        values(given),
        given.text("person"),
        given.text("subjectId"),
        given.text("clientReference"),
        count == null ? 1 : count,
        target == null ? SimulationTarget.INTAKE : SimulationTarget.of(target),
        run == null ? Run.begun(clock.instant()) : Run.of(run));
  }

  private static Map<String, String> values(JsonMembers given) {
    JsonMembers values = given.object("values");
    Map<String, String> chosen = new LinkedHashMap<>();
    if (values != null) {
      values
          .texts()
          .forEach(
              (name, value) -> {
                if (value != null) {
                  chosen.put(name, value);
                }
              });
    }
    return chosen;
  }
}
