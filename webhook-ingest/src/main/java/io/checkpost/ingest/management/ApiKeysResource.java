package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.ApiKeys;
import io.checkpost.ingest.access.NewApiKey;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.paging.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/api-keys}: who may call this API. */
@ApplicationSingleton
@Path("/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class ApiKeysResource {

  private final ApiKeys apiKeys;

  /** Creates the resource. */
  @Inject
  public ApiKeysResource(ApiKeys apiKeys) {
    this.apiKeys = apiKeys;
  }

  /** Returns all keys: they are few, and one page. */
  @GET
  public ListView list() {
    return ListView.of(new Page<>(apiKeys.list(), null), ApiKeyView::of);
  }

  /** Makes a key, which is shown in this answer and never again. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@Nullable JsonMembers body) {
    JsonMembers given = JsonMembers.present(body).only("name", "role");
    NewApiKey made = apiKeys.create(given.requiredText("name"), UsersResource.role(given));
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(NewApiKeyView.of(made))
        .build();
  }

  /** Removes a key, which is accepted no more. */
  @DELETE
  @Path("/{id}")
  public Response remove(@PathParam("id") String id) {
    if (!apiKeys.remove(Query.uuid("id", id))) {
      throw new NotFound();
    }
    return Response.noContent().build();
  }
}
