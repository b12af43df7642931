package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.relay.TestLetters;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/v1/portals/{id}/relay-test}: a try of where a portal's messages are passed on to. */
@ApplicationSingleton
@Path("/portals/{id}/relay-test")
@Produces(MediaType.APPLICATION_JSON)
public class RelayTestResource {

  private final TestLetters letters;

  /** Creates the resource. */
  @Inject
  public RelayTestResource(TestLetters letters) {
    this.letters = letters;
  }

  /** Sends a test and returns what came of it. */
  @POST
  public RelayTestView send(@PathParam("id") String id) {
    return letters
        .send(new PortalId(Query.uuid("id", id)))
        .map(RelayTestView::of)
        .orElseThrow(NotFound::new);
  }
}
