package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.dispatch.OwedObservations;
import io.checkpost.ingest.paging.Page;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/v1/observers}: who observes, and what they are owed. */
@ApplicationSingleton
@Path("/observers")
@Produces(MediaType.APPLICATION_JSON)
public class ObserversResource {

  private final OwedObservations observations;

  /** Creates the resource. */
  @Inject
  public ObserversResource(OwedObservations observations) {
    this.observations = observations;
  }

  /** Returns all observers that a node has or had: they are few, and one page. */
  @GET
  public ListView list() {
    return ListView.of(new Page<>(observations.observers(), null), ObservedStateView::of);
  }
}
