package io.checkpost.ingest.management;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.attention.AttentionAction;
import io.checkpost.ingest.attention.AttentionFilter;
import io.checkpost.ingest.attention.AttentionKind;
import io.checkpost.ingest.attention.AttentionQueue;
import io.checkpost.ingest.attention.AttentionState;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/attention}: what a person has to look at. */
@ApplicationSingleton
@Path("/attention")
@Produces(MediaType.APPLICATION_JSON)
public class AttentionResource {

  private static final Map<String, AttentionState> STATES =
      byCode(AttentionState.values(), AttentionState::code);
  private static final Map<String, AttentionKind> KINDS =
      byCode(AttentionKind.values(), AttentionKind::code);

  private final AttentionQueue queue;
  private final Map<String, CheckType> checkTypes = new LinkedHashMap<>();

  /** Creates the resource. */
  @Inject
  public AttentionResource(AttentionQueue queue, Providers providers) {
    this.queue = queue;
    providers
        .all()
        .forEach(
            provider -> provider.checkTypes().forEach(type -> checkTypes.put(type.code(), type)));
  }

  private static <T> Map<String, T> byCode(T[] values, Function<T, String> code) {
    Map<String, T> byCode = new LinkedHashMap<>();
    for (T value : values) {
      byCode.put(code.apply(value), value);
    }
    return byCode;
  }

  /** Returns items, the last opened first; without a state those that are open or acknowledged. */
  @GET
  @QueryParameters({"state", "kind", "portal", "checkType", "limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    AttentionFilter filter =
        new AttentionFilter(
            query.oneOf("state", STATES),
            query.oneOf("kind", KINDS),
            query.id("portal", PortalId::new),
            query.oneOf("checkType", checkTypes));
    return ListView.of(queue.newest(filter, query.limit(), query.cursor()), AttentionItemView::of);
  }

  /** Returns an item with its history. */
  @GET
  @Path("/{id}")
  public AttentionDetailView get(@PathParam("id") String id) {
    return queue.find(Query.uuid("id", id)).map(AttentionDetailView::of).orElseThrow(NotFound::new);
  }

  /** Does with an item what the path says. */
  @POST
  @Path("/{id}/{action: acknowledge|resolve|ignore|reopen}")
  @Consumes(MediaType.APPLICATION_JSON)
  public AttentionDetailView act(
      @PathParam("id") String id,
      @PathParam("action") String action,
      @Nullable JsonMembers body,
      @Context SecurityContext security) {
    JsonMembers given = body == null ? null : body.only("comment", "timesSeen");
    return queue
        .act(
            Query.uuid("id", id),
            AttentionAction.of(action),
            CallersOnly.name(security),
            given == null ? null : given.text("comment"),
            given == null ? null : timesSeen(given))
        .map(AttentionDetailView::of)
        .orElseThrow(NotFound::new);
  }

  private static @Nullable Long timesSeen(JsonMembers given) {
    Integer times = given.wholeNumber("timesSeen");
    if (times != null && times < 1) {
      throw new InvalidInput("timesSeen", times.toString(), "a whole number from 1");
    }
    return times == null ? null : Long.valueOf(times);
  }
}
