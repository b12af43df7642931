package io.checkpost.ingest.management;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.relay.Cause;
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
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/deliveries}: what is passed on to the URLs of portals. */
@ApplicationSingleton
@Path("/deliveries")
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {

  private static final Map<String, DeliveryState> STATES =
      byCode(List.of(DeliveryState.values()), DeliveryState::code);
  private static final Map<String, DeliveryState> RETRIED =
      byCode(
          List.of(DeliveryState.PENDING, DeliveryState.DEAD, DeliveryState.CLOSED),
          DeliveryState::code);
  private static final Map<String, DeliveryState> CLOSED =
      byCode(List.of(DeliveryState.DEAD), DeliveryState::code);
  private static final Map<String, Cause> CAUSES = byCode(List.of(Cause.values()), Cause::code);
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

  private final Deliveries deliveries;

  /** Creates the resource. */
  @Inject
  public DeliveriesResource(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  private static <T> Map<String, T> byCode(Collection<T> values, Function<T, String> code) {
    Map<String, T> byCode = new LinkedHashMap<>();
    values.forEach(value -> byCode.put(code.apply(value), value));
    return byCode;
  }

  /** Returns deliveries that the filters leave. */
  @GET
  @QueryParameters({"portal", "target", "state", "cause", "from", "to", "limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    DeliveryState state = query.oneOf("state", STATES);
    DeliveryFilter filter =
        new DeliveryFilter(
            query.id("portal", PortalId::new),
            query.id("target", PortalId::new),
            state == null ? Set.of() : Set.of(state),
            query.oneOf("cause", CAUSES),
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

  /** Has every delivery of a filter tried now. */
  @POST
  @Path("/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response retryAll(@Nullable JsonMembers body) {
    return affected(deliveries.retryAll(filter(body, RETRIED)));
  }

  /** Closes a dead delivery. */
  @POST
  @Path("/{id}/close")
  public Response close(@PathParam("id") String id, @Context SecurityContext security) {
    if (!deliveries.close(Query.uuid("id", id), CallersOnly.name(security))) {
      throw new NotFound();
    }
    return Response.noContent().build();
  }

  /** Closes every dead delivery of a filter. */
  @POST
  @Path("/close")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response closeDead(@Nullable JsonMembers body, @Context SecurityContext security) {
    return affected(deliveries.closeDead(filter(body, CLOSED), CallersOnly.name(security)));
  }

  private static Response affected(int deliveries) {
    return Response.accepted(new AffectedView(deliveries)).build();
  }

  private static DeliveryFilter filter(
      @Nullable JsonMembers body, Map<String, DeliveryState> states) {
    JsonMembers given =
        JsonMembers.present(body).only("portal", "target", "state", "cause", "from", "to");
    DeliveryState state = Query.oneOf("state", given.requiredText("state"), states);
    return new DeliveryFilter(
        portal(given, "portal"),
        portal(given, "target"),
        Set.of(state),
        given.has("cause") ? Query.oneOf("cause", given.requiredText("cause"), CAUSES) : null,
        Query.instant("from", given.text("from")),
        Query.instant("to", given.text("to")));
  }

  private static @Nullable PortalId portal(JsonMembers given, String name) {
    String portal = given.text(name);
    return portal == null ? null : new PortalId(Query.uuid(name, portal));
  }
}
