package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.relay.RelayTargetStates;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/v1/relay-targets}: how the URLs are that messages are passed on to. */
@ApplicationSingleton
@Path("/relay-targets")
@Produces(MediaType.APPLICATION_JSON)
public class RelayTargetsResource {

  private final RelayTargetStates states;

  /** Creates the resource. */
  @Inject
  public RelayTargetsResource(RelayTargetStates states) {
    this.states = states;
  }

  /** Returns the targets, the last changed first. */
  @GET
  @QueryParameters({"limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return ListView.of(states.list(query.limit(), query.cursor()), RelayTargetView::of);
  }

  /** Has a target asked again as usual. */
  @POST
  @Path("/{portalId}/enable")
  public Response enable(@PathParam("portalId") String portalId) {
    if (!states.enable(new PortalId(Query.uuid("portalId", portalId)))) {
      throw new NotFound();
    }
    return Response.noContent().build();
  }
}
