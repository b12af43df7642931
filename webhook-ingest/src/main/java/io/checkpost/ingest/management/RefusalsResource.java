package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.intake.Refusals;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/v1/refusals}: what was turned away before it was a message. */
@ApplicationSingleton
@Path("/refusals")
@Produces(MediaType.APPLICATION_JSON)
public class RefusalsResource {

  private final Refusals refusals;

  /** Creates the resource. */
  @Inject
  public RefusalsResource(Refusals refusals) {
    this.refusals = refusals;
  }

  /** Returns counts by hour, cause and portal, written within seconds of the requests. */
  @GET
  @QueryParameters({"limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return ListView.of(refusals.list(query.limit(), query.cursor()), RefusalView::of);
  }
}
