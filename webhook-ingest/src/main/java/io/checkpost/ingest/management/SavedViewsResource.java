package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.savedview.SavedView;
import io.checkpost.ingest.savedview.SavedViewChange;
import io.checkpost.ingest.savedview.SavedViews;
import io.checkpost.ingest.savedview.ViewUser;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/saved-views}: filters under a name. Everybody has some of their own; those who may
 * only look, too.
 */
@ApplicationSingleton
@Path("/saved-views")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
public class SavedViewsResource {

  private static final List<String> FILTERS =
      List.of(
          "portal",
          "provider",
          "disposition",
          "checkType",
          "outcome",
          "clientIdFlag",
          "from",
          "to",
          // read, to be refused with the reason
          "subject",
          "clientReference");

  private final SavedViews views;
  private final MessageFilters filters;

  /** Creates the resource. */
  @Inject
  public SavedViewsResource(SavedViews views, MessageFilters filters) {
    this.views = views;
    this.filters = filters;
  }

  /** Returns the caller's views and the shared ones by name: they are few, and one page. */
  @GET
  public ListView list(@Context SecurityContext security) {
    return ListView.of(new Page<>(views.list(user(security)), null), SavedViewView::of);
  }

  /** Saves a filter under a name. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(
      @Nullable JsonMembers body, @Context UriInfo uri, @Context SecurityContext security) {
    JsonMembers given = JsonMembers.present(body).only("name", "shared", "filter");
    SavedView made =
        views.save(
            given.requiredText("name"), given.flag("shared", false), filter(given), user(security));
    return Response.created(uri.getAbsolutePathBuilder().path(made.id().toString()).build())
        .entity(SavedViewView.of(made))
        .build();
  }

  private MessageFilter filter(JsonMembers given) {
    JsonMembers filter = given.object("filter");
    if (filter == null) {
      throw new InvalidInput("filter", null, "a JSON object");
    }
    return filters.read(filter.only(FILTERS), FILTERS);
  }

  /** Returns a view. */
  @GET
  @Path("/{id}")
  public SavedViewView get(@PathParam("id") String id, @Context SecurityContext security) {
    return views.find(id(id), user(security)).map(SavedViewView::of).orElseThrow(NotFound::new);
  }

  /** Changes a view's name, sharing or filter. */
  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, JsonBodies.MERGE_PATCH})
  public SavedViewView patch(
      @PathParam("id") String id, @Nullable JsonMembers body, @Context SecurityContext security) {
    JsonMembers given = JsonMembers.present(body).only("name", "shared", "filter");
    SavedViewChange change =
        new SavedViewChange(
            given.has("name") ? given.requiredText("name") : null,
            given.has("shared") ? given.requiredFlag("shared") : null,
            given.has("filter") ? filter(given) : null);
    return views
        .change(id(id), change, user(security))
        .map(SavedViewView::of)
        .orElseThrow(NotFound::new);
  }

  /** Removes a view. */
  @DELETE
  @Path("/{id}")
  public Response remove(@PathParam("id") String id, @Context SecurityContext security) {
    if (!views.remove(id(id), user(security))) {
      throw new NotFound();
    }
    return Response.noContent().build();
  }

  private static UUID id(String text) {
    return Query.uuid("id", text);
  }

  private static ViewUser user(SecurityContext security) {
    return new ViewUser(CallersOnly.name(security), security.isUserInRole(Roles.OPERATOR));
  }
}
