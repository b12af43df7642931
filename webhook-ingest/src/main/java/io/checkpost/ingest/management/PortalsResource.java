package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.activity.LastReceived;
import io.checkpost.ingest.activity.PortalActivity;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.GivenSettings;
import io.checkpost.ingest.portal.NewPlace;
import io.checkpost.ingest.portal.NewPortal;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.PortalFilter;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/portals}. */
@ApplicationSingleton
@Path("/portals")
@Produces(MediaType.APPLICATION_JSON)
public class PortalsResource {

  private static final List<String> PATCH = with(GivenSettings.MEMBERS, "parentId");
  private static final List<String> CREATION = with(PATCH, "provider");

  private final Portals portals;
  private final PortalActivity activity;

  /** Creates the resource. */
  @Inject
  public PortalsResource(Portals portals, PortalActivity activity) {
    this.portals = portals;
    this.activity = activity;
  }

  private static List<String> with(List<String> settings, String... more) {
    return Stream.concat(Stream.of(more), settings.stream()).toList();
  }

  /** Makes a portal. */
  @POST
  @RolesAllowed(Roles.ADMINISTRATOR)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@Nullable JsonMembers body, @Context UriInfo uri) {
    JsonMembers given = JsonMembers.present(body).only(CREATION);
    PortalSettings settings =
        GivenSettings.over(PortalSettings.named(given.requiredText("name")), given);
    NewPortal made = portals.create(given.requiredText("provider"), parentId(given), settings);
    return Response.created(
            uri.getAbsolutePathBuilder().path(made.portal().id().toString()).build())
        .entity(NewPortalView.of(made))
        .build();
  }

  private static @Nullable PortalId parentId(JsonMembers given) {
    String parentId = given.text("parentId");
    return parentId == null ? null : new PortalId(Query.uuid("parentId", parentId));
  }

  /** Returns portals that are not archived. */
  @GET
  @QueryParameters({"name", "provider", "parentId", "limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    PortalFilter filter =
        new PortalFilter(
            query.text("name"), query.text("provider"), query.id("parentId", PortalId::new), false);
    Page<Portal> page = portals.list(filter, query.limit(), query.cursor());
    Map<PortalId, LastReceived> last = activity.of(page.items().stream().map(Portal::id).toList());
    return ListView.of(page, portal -> PortalView.of(portal, last.get(portal.id())));
  }

  /** Returns a portal, archived or not. */
  @GET
  @Path("/{id}")
  public PortalView get(@PathParam("id") String id) {
    return portals.find(id(id)).map(this::view).orElseThrow(NotFound::new);
  }

  private PortalView view(Portal portal) {
    return PortalView.of(portal, activity.of(List.of(portal.id())).get(portal.id()));
  }

  /** Changes a portal by the rules of JSON merge patch; another parent moves it. */
  @PATCH
  @RolesAllowed(Roles.ADMINISTRATOR)
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, JsonBodies.MERGE_PATCH})
  public PortalView patch(@PathParam("id") String id, @Nullable JsonMembers body) {
    JsonMembers given = JsonMembers.present(body).only(PATCH);
    UnaryOperator<PortalSettings> change = settings -> GivenSettings.over(settings, given);
    Optional<Portal> patched =
        given.has("parentId")
            ? portals.patch(id(id), new NewPlace(parentId(given)), change)
            : portals.patch(id(id), change);
    return patched.map(this::view).orElseThrow(NotFound::new);
  }

  /** Archives a portal. */
  @DELETE
  @RolesAllowed(Roles.ADMINISTRATOR)
  @Path("/{id}")
  public Response archive(@PathParam("id") String id) {
    if (portals.archive(id(id)).isEmpty()) {
      throw new NotFound();
    }
    return Response.noContent().build();
  }

  /** Gives a portal a new token. */
  @POST
  @RolesAllowed(Roles.ADMINISTRATOR)
  @Path("/{id}/token")
  public IntakePathView rotateToken(@PathParam("id") String id) {
    return portals.rotateToken(id(id)).map(IntakePathView::of).orElseThrow(NotFound::new);
  }

  /** Gives a portal a new signing secret. */
  @POST
  @RolesAllowed(Roles.ADMINISTRATOR)
  @Path("/{id}/signing-secret")
  public SigningSecretView rotateSigningSecret(@PathParam("id") String id) {
    return portals
        .rotateSigningSecret(id(id))
        .map(SigningSecretView::new)
        .orElseThrow(NotFound::new);
  }

  /** Demands another value of senders, and takes the one before as well for a while. */
  @POST
  @RolesAllowed(Roles.ADMINISTRATOR)
  @Path("/{id}/header")
  @Consumes(MediaType.APPLICATION_JSON)
  public PortalView rotateHeader(@PathParam("id") String id, @Nullable JsonMembers body) {
    JsonMembers given = JsonMembers.present(body).only("name", "value");
    return portals
        .rotateHeader(id(id), given.text("name"), given.requiredText("value"))
        .map(this::view)
        .orElseThrow(NotFound::new);
  }

  private static PortalId id(String text) {
    return new PortalId(Query.uuid("id", text));
  }
}
