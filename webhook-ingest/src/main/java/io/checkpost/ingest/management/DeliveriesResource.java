package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.relay.Deliveries;
import io.checkpost.ingest.relay.DeliveryFilter;
import io.checkpost.ingest.relay.DeliveryState;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/deliveries}: what is passed on to the URLs of portals. */
@ApplicationSingleton
@Path("/deliveries")
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {

  private static final Map<String, DeliveryState> STATES = states();
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

  private final Deliveries deliveries;

  /** Creates the resource. */
  @Inject
  public DeliveriesResource(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  private static Map<String, DeliveryState> states() {
    Map<String, DeliveryState> byCode = new LinkedHashMap<>();
    for (DeliveryState state : DeliveryState.values()) {
      byCode.put(state.code(), state);
    }
    return byCode;
  }

  /** Returns deliveries that the filters leave. */
  @GET
  @QueryParameters({"portal", "state", "from", "to", "limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    DeliveryFilter filter =
        new DeliveryFilter(
            query.id("portal", PortalId::new),
            query.oneOf("state", STATES),
            query.instant("from"),
            query.instant("to"));
    return ListView.of(deliveries.list(filter, query.limit(), query.cursor()), DeliveryView::of);
  }

  /** Returns a delivery with its attempts. */
  @GET
  @Path("/{id}")
  public DeliveryDetailView get(@PathParam("id") String id) {
    return deliveries
        .find(Query.uuid("id", id))
        .map(DeliveryDetailView::of)
        .orElseThrow(NotFound::new);
  }

  /** Returns what a target answered, which a browser must not take for a page. */
  @GET
  @Path("/{id}/attempts/{number}/response")
  @RolesAllowed(Roles.OPERATOR)
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  public Response response(@PathParam("id") String id, @PathParam("number") String number) {
    UUID delivery = Query.uuid("id", id);
    byte[] body =
        deliveries.response(delivery, number("number", number)).orElseThrow(NotFound::new);
    return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + delivery + "-" + number + ".bin\"")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static int number(String name, String given) {
    if (!NUMBER.matcher(given).matches()) {
      throw new InvalidInput(name, given, "a whole number from 1");
    }
    return Integer.parseInt(given);
  }

  /** Has a delivery tried now, whatever became of it. */
  @POST
  @Path("/{id}/retry")
  public Response retry(@PathParam("id") String id) {
    if (!deliveries.retry(Query.uuid("id", id))) {
      throw new NotFound();
    }
    return Response.accepted().build();
  }

  /** Has every dead delivery of a filter tried now. */
  @POST
  @Path("/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response retryDead(@Nullable JsonMembers body) {
    JsonMembers given = JsonMembers.present(body).only("portal", "state", "from", "to");
    String state = given.requiredText("state");
    if (!state.equals(DeliveryState.DEAD.code())) {
      throw new InvalidInput("state", state, "dead");
    }
    String portal = given.text("portal");
    DeliveryFilter filter =
        new DeliveryFilter(
            portal == null ? null : new PortalId(Query.uuid("portal", portal)),
            DeliveryState.DEAD,
            Query.instant("from", given.text("from")),
            Query.instant("to", given.text("to")));
    return Response.accepted(new AffectedView(deliveries.retryDead(filter))).build();
  }
}
