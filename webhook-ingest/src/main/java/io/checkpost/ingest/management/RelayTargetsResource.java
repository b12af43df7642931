package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.relay.RelayTargetStates;
import io.checkpost.ingest.relay.UndeliveredTargets;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/v1/relay-targets}: how the URLs are that messages are passed on to. */
@ApplicationSingleton
@Path("/relay-targets")
@Produces(MediaType.APPLICATION_JSON)
public class RelayTargetsResource {

  private final RelayTargetStates states;
  private final UndeliveredTargets undelivered;

  /** Creates the resource. */
  @Inject
  public RelayTargetsResource(RelayTargetStates states, UndeliveredTargets undelivered) {
    this.states = states;
    this.undelivered = undelivered;
  }

  /** Returns the targets, the last changed first. */
  @GET
  @QueryParameters({"limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return ListView.of(states.list(query.limit(), query.cursor()), RelayTargetView::of);
  }

  /** Returns the targets that have not got everything, that for the longest time first. */
  @GET
  @Path("/undelivered")
  @QueryParameters({"limit", "cursor"})
  public ListView listUndelivered(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return ListView.of(undelivered.list(query.limit(), query.cursor()), UndeliveredTargetView::of);
  }

  /** Has a target asked again as usual. */
  @POST
  @Path("/{portalId}/enable")
  public Response enable(@PathParam("portalId") String portalId) {
    return answer(states.enable(id(portalId)));
  }

  /** Has nothing sent to a target for now. */
  @POST
  @Path("/{portalId}/pause")
  public Response pause(@PathParam("portalId") String portalId, @Context SecurityContext security) {
    return answer(states.pause(id(portalId), security.getUserPrincipal().getName()));
  }

  /** Lets a paused target get what waits for it. */
  @POST
  @Path("/{portalId}/resume")
  public Response resume(@PathParam("portalId") String portalId) {
    return answer(states.resume(id(portalId)));
  }

  private static PortalId id(String portalId) {
    return new PortalId(Query.uuid("portalId", portalId));
  }

  private static Response answer(boolean found) {
    if (!found) {
      throw new NotFound();
    }
    return Response.noContent().build();
  }
}
