package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Preferences;
import io.checkpost.ingest.access.Role;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.access.UserChange;
import io.checkpost.ingest.access.Users;
import io.checkpost.ingest.access.WithPassword;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.InvalidInput;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/users}: who may sign in to the pages. */
@ApplicationSingleton
@Path("/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class UsersResource {

  private final Users users;

  /** Creates the resource. */
  @Inject
  public UsersResource(Users users) {
    this.users = users;
  }

  /** Returns all users: they are few, and one page. */
  @GET
  public ListView list() {
    return ListView.of(new Page<>(users.list(), null), UserView::of);
  }

  /** Makes a user, with a password where none is given. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@Nullable JsonMembers body, @Context UriInfo uri) {
    JsonMembers given = JsonMembers.present(body).only("name", "role", "password");
    WithPassword made =
        users.create(given.requiredText("name"), role(given), given.text("password"));
    return Response.created(uri.getAbsolutePathBuilder().path(made.user().name()).build())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(ChangedUserView.of(made))
        .build();
  }

  static Role role(JsonMembers given) {
    String code = given.requiredText("role");
    return Role.of(code)
        .orElseThrow(
            () -> new InvalidInput("role", code, "one of " + String.join(", ", Role.codes())));
  }

  /**
   * Changes a user; a password of null is replaced by one that is made, and preferences as a whole.
   */
  @PATCH
  @Path("/{name}")
  @Consumes({MediaType.APPLICATION_JSON, JsonBodies.MERGE_PATCH})
  public Response patch(@PathParam("name") String name, @Nullable JsonMembers body) {
    JsonMembers given = JsonMembers.present(body).only("role", "password", "preferences");
    WithPassword changed = users.change(name, change(given)).orElseThrow(NotFound::new);
    return Response.ok(ChangedUserView.of(changed))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static UserChange change(JsonMembers given) {
    UserChange change = UserChange.none();
    if (given.has("role")) {
      change = change.withRole(role(given));
    }
    if (given.has("password")) {
      change = change.withPassword(given.text("password"));
    }
    if (given.has("preferences")) {
      change = change.withPreferences(preferences(given.object("preferences")));
    }
    return change;
  }

  private static Preferences preferences(@Nullable JsonMembers given) {
    if (given == null) {
      return Preferences.NONE;
    }
    JsonMembers known = given.only("language", "timeZone");
    return Preferences.of(known.text("language"), known.text("timeZone"));
  }

  /** Removes a user, who is out at once. */
  @DELETE
  @Path("/{name}")
  public Response remove(@PathParam("name") String name) {
    if (!users.remove(name)) {
      throw new NotFound();
    }
    return Response.noContent().build();
  }
}
