package io.checkpost.ingest.management;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.replay.Replay;
import io.checkpost.ingest.replay.ReplayKind;
import io.checkpost.ingest.replay.ReplayRequest;
import io.checkpost.ingest.replay.Replays;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/replays}. */
@ApplicationSingleton
@Path("/replays")
@Produces(MediaType.APPLICATION_JSON)
public class ReplaysResource {

  private static final Map<String, ReplayKind> KINDS = kinds();
  private static final List<String> FILTERS =
      List.of("portal", "provider", "checkType", "outcome", "disposition", "from", "to", "subject");
  private static final String MESSAGES = "messages";

  private final Replays replays;
  private final MessageFilters filters;

  /** Creates the resource. */
  @Inject
  public ReplaysResource(Replays replays, MessageFilters filters) {
    this.replays = replays;
    this.filters = filters;
  }

  private static Map<String, ReplayKind> kinds() {
    Map<String, ReplayKind> byCode = new TreeMap<>();
    for (ReplayKind kind : ReplayKind.values()) {
      byCode.put(kind.code(), kind);
    }
    return byCode;
  }

  /** Makes a replay, or says what it would do. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(
      @Nullable JsonMembers body, @Context UriInfo uri, @Context SecurityContext security) {
    JsonMembers given =
        JsonMembers.present(body).only("filter", "observer", "kind", "dryRun", "ratePerSecond");
    ReplayKind kind = kind(given);
    JsonMembers filter = filter(given);
    ReplayRequest request =
        new ReplayRequest(
            kind,
            messages(filter),
            filters.read(filter, FILTERS),
            given.text("observer"),
            given.wholeNumber("ratePerSecond"));
    if (given.flag("dryRun", false)) {
      return Response.ok(EstimateView.of(replays.estimate(request))).build();
    }
    Replay made = replays.create(request, CallersOnly.name(security));
    return Response.created(uri.getAbsolutePathBuilder().path(made.id().toString()).build())
        .entity(ReplayView.of(made))
        .build();
  }

  private static ReplayKind kind(JsonMembers given) {
    String code = given.requiredText("kind");
    ReplayKind kind = KINDS.get(code);
    if (kind == null) {
      throw new InvalidInput("kind", code, "one of " + String.join(", ", KINDS.keySet()));
    }
    return kind;
  }

  /** It must be there: a replay of everything is to be asked for in so many words. */
  private static JsonMembers filter(JsonMembers given) {
    JsonMembers filter = given.object("filter");
    if (filter == null) {
      throw new InvalidInput("filter", null, "a JSON object; an empty one for all messages");
    }
    return filter.only(Stream.concat(FILTERS.stream(), Stream.of(MESSAGES)).toList());
  }

  /** One that is there and empty is somebody's choice of nothing, and not of everything. */
  private static Set<MessageId> messages(JsonMembers filter) {
    List<String> ids = filter.textList(MESSAGES);
    if (ids.isEmpty() && filter.has(MESSAGES)) {
      throw new InvalidInput("filter.messages", null, "ids of messages, or no such member");
    }
    return ids.stream()
        .map(id -> new MessageId(Query.uuid("filter.messages", id)))
        .collect(Collectors.toSet());
  }

  /** Returns replays, newest first. */
  @GET
  @QueryParameters({"limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return ListView.of(replays.list(query.limit(), query.cursor()), ReplayView::of);
  }

  /** Returns a replay. */
  @GET
  @Path("/{id}")
  public ReplayView get(@PathParam("id") String id) {
    return found(replays.find(id(id)));
  }

  /** Stops a replay for now. */
  @POST
  @Path("/{id}/pause")
  public ReplayView pause(@PathParam("id") String id) {
    return found(replays.pause(id(id)));
  }

  /** Lets a paused replay go on. */
  @POST
  @Path("/{id}/resume")
  public ReplayView resume(@PathParam("id") String id) {
    return found(replays.resume(id(id)));
  }

  /** Ends a replay. */
  @POST
  @Path("/{id}/cancel")
  public ReplayView cancel(@PathParam("id") String id) {
    return found(replays.cancel(id(id)));
  }

  private static ReplayView found(Optional<Replay> replay) {
    return replay.map(ReplayView::of).orElseThrow(NotFound::new);
  }

  private static UUID id(String text) {
    return Query.uuid("id", text);
  }
}
