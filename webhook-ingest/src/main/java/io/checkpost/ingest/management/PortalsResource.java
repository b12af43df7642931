package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.portal.NewPortal;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.RequiredHeader;
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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/portals}. */
@ApplicationSingleton
@Path("/portals")
@Produces(MediaType.APPLICATION_JSON)
public class PortalsResource {

  private final Portals portals;

  /** Creates the resource. */
  @Inject
  public PortalsResource(Portals portals) {
    this.portals = portals;
  }

  /** Makes a portal. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@Nullable JsonMembers body, @Context UriInfo uri) {
    JsonMembers given =
        JsonMembers.present(body)
            .only(
                "name",
                "provider",
                "parentId",
                "relayUrl",
                "header",
                "codeLists",
                "sourceAddresses");
    String parentId = given.text("parentId");
    PortalSettings settings =
        PortalSettings.named(given.requiredText("name"))
            .withRelayUrl(given.text("relayUrl"))
            .withHeader(header(given.object("header"), null))
            .withCodeLists(codeLists(given.object("codeLists"), Map.of()))
            .withSourceAddresses(given.textList("sourceAddresses"));
    NewPortal made =
        portals.create(
            given.requiredText("provider"),
            parentId == null ? null : new PortalId(Query.uuid("parentId", parentId)),
            settings);
    return Response.created(
            uri.getAbsolutePathBuilder().path(made.portal().id().toString()).build())
        .entity(NewPortalView.of(made))
        .build();
  }

  /** Returns portals that are not archived. */
  @GET
  @QueryParameters({"limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return ListView.of(portals.list(query.limit(), query.cursor()), PortalView::of);
  }

  /** Returns a portal, archived or not. */
  @GET
  @Path("/{id}")
  public PortalView get(@PathParam("id") String id) {
    return portals.find(id(id)).map(PortalView::of).orElseThrow(NotFound::new);
  }

  /** Changes a portal by the rules of JSON merge patch. */
  @PATCH
  @Path("/{id}")
  @Consumes({MediaType.APPLICATION_JSON, JsonBodies.MERGE_PATCH})
  public PortalView patch(@PathParam("id") String id, @Nullable JsonMembers body) {
    JsonMembers given =
        JsonMembers.present(body)
            .only("name", "relayUrl", "header", "codeLists", "sourceAddresses", "paused");
    return portals
        .patch(id(id), settings -> merged(settings, given))
        .map(PortalView::of)
        .orElseThrow(NotFound::new);
  }

  private static PortalSettings merged(PortalSettings settings, JsonMembers given) {
    PortalSettings merged = settings;
    if (given.has("name")) {
      merged = merged.withName(given.requiredText("name"));
    }
    if (given.has("relayUrl")) {
      merged = merged.withRelayUrl(given.text("relayUrl"));
    }
    if (given.has("header")) {
      merged = merged.withHeader(header(given.object("header"), settings.header()));
    }
    if (given.has("codeLists")) {
      merged = merged.withCodeLists(codeLists(given.object("codeLists"), settings.codeLists()));
    }
    if (given.has("sourceAddresses")) {
      merged = merged.withSourceAddresses(given.textList("sourceAddresses"));
    }
    if (given.has("paused")) {
      merged = merged.withPaused(given.requiredFlag("paused"));
    }
    return merged;
  }

  /** What is not given stays as it was. */
  private static @Nullable RequiredHeader header(
      @Nullable JsonMembers given, @Nullable RequiredHeader before) {
    if (given == null) {
      return null;
    }
    given.only("name", "value");
    String name = before != null && !given.has("name") ? before.name() : given.requiredText("name");
    String value =
        before != null && !given.has("value") ? before.value() : given.requiredText("value");
    return new RequiredHeader(name, value);
  }

  /** A list that is null is taken away; null for all of them takes all away. */
  private static Map<String, String> codeLists(
      @Nullable JsonMembers given, Map<String, String> before) {
    if (given == null) {
      return Map.of();
    }
    Map<String, String> merged = new HashMap<>(before);
    given
        .texts()
        .forEach(
            (type, list) -> {
              if (list == null) {
                merged.remove(type);
              } else {
                merged.put(type, list);
              }
            });
    return merged;
  }

  /** Archives a portal. */
  @DELETE
  @Path("/{id}")
  public Response archive(@PathParam("id") String id) {
    if (portals.archive(id(id)).isEmpty()) {
      throw new NotFound();
    }
    return Response.noContent().build();
  }

  /** Gives a portal a new token. */
  @POST
  @Path("/{id}/token")
  public IntakePathView rotateToken(@PathParam("id") String id) {
    return portals.rotateToken(id(id)).map(IntakePathView::new).orElseThrow(NotFound::new);
  }

  /** Gives a portal a new signing secret. */
  @POST
  @Path("/{id}/signing-secret")
  public SigningSecretView rotateSigningSecret(@PathParam("id") String id) {
    return portals
        .rotateSigningSecret(id(id))
        .map(SigningSecretView::new)
        .orElseThrow(NotFound::new);
  }

  private static PortalId id(String text) {
    return new PortalId(Query.uuid("id", text));
  }
}
