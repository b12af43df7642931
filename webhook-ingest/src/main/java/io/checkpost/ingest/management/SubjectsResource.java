package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.check.PersonFilter;
import io.checkpost.ingest.check.Standings;
import io.checkpost.ingest.check.Subjects;
import io.checkpost.ingest.check.Timelines;
import io.checkpost.ingest.paging.Page;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /api/v1/subjects}. */
@ApplicationSingleton
@Path("/subjects")
@Produces(MediaType.APPLICATION_JSON)
public class SubjectsResource {

  private static final Map<String, Boolean> YES_OR_NO = new LinkedHashMap<>();

  static {
    YES_OR_NO.put("true", Boolean.TRUE);
    YES_OR_NO.put("false", Boolean.FALSE);
  }

  private final Subjects subjects;
  private final Timelines timelines;
  private final Standings standings;

  /** Creates the resource. */
  @Inject
  public SubjectsResource(Subjects subjects, Timelines timelines, Standings standings) {
    this.subjects = subjects;
    this.timelines = timelines;
    this.standings = standings;
  }

  /** Returns a person with all checks. */
  @GET
  @Path("/{provider}/{subjectId}")
  public SubjectView get(
      @PathParam("provider") String provider, @PathParam("subjectId") String subjectId) {
    return subjects.find(provider, subjectId).map(SubjectView::of).orElseThrow(NotFound::new);
  }

  /** Returns the changes of all of a person's checks. */
  @GET
  @Path("/{provider}/{subjectId}/changes")
  @QueryParameters({"portal", "related", "limit", "cursor"})
  public ListView changes(
      @PathParam("provider") String provider,
      @PathParam("subjectId") String subjectId,
      @Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    boolean related = Boolean.TRUE.equals(query.oneOf("related", YES_OR_NO));
    PersonFilter filter =
        new PersonFilter(provider, subjectId, query.id("portal", PortalId::new), related);
    return timelines
        .list(filter, query.limit(), query.cursor())
        .map(page -> ListView.of(page, PersonChangeView::of))
        .orElseThrow(NotFound::new);
  }

  /** Returns the other ids that a portal gave the same client reference. */
  @GET
  @Path("/{provider}/{subjectId}/related")
  @QueryParameters("portal")
  public ListView related(
      @PathParam("provider") String provider,
      @PathParam("subjectId") String subjectId,
      @Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return standings
        .related(provider, subjectId, query.id("portal", PortalId::new))
        .map(related -> ListView.of(new Page<>(related, null), RelatedPersonView::of))
        .orElseThrow(NotFound::new);
  }
}
