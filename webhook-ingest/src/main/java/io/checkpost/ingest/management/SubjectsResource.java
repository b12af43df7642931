package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.check.Subjects;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/v1/subjects}. */
@ApplicationSingleton
@Path("/subjects")
@Produces(MediaType.APPLICATION_JSON)
public class SubjectsResource {

  private final Subjects subjects;

  /** Creates the resource. */
  @Inject
  public SubjectsResource(Subjects subjects) {
    this.subjects = subjects;
  }

  /** Returns a person with all checks. */
  @GET
  @Path("/{provider}/{subjectId}")
  public SubjectView get(
      @PathParam("provider") String provider, @PathParam("subjectId") String subjectId) {
    return subjects.find(provider, subjectId).map(SubjectView::of).orElseThrow(NotFound::new);
  }
}
