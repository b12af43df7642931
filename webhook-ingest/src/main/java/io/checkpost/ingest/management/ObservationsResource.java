package io.checkpost.ingest.management;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.dispatch.OwedObservation.State;
import io.checkpost.ingest.dispatch.OwedObservations;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/observations}: what observers are owed, and what a person does about it. */
@ApplicationSingleton
@Path("/observations")
@Produces(MediaType.APPLICATION_JSON)
public class ObservationsResource {

  private static final Map<String, State> STATES = states();

  private final OwedObservations observations;

  /** Creates the resource. */
  @Inject
  public ObservationsResource(OwedObservations observations) {
    this.observations = observations;
  }

  private static Map<String, State> states() {
    Map<String, State> byCode = new LinkedHashMap<>();
    for (State state : State.values()) {
      byCode.put(state.code(), state);
    }
    return byCode;
  }

  /** Returns what observers are owed, newest message first. */
  @GET
  @QueryParameters({"observer", "state", "limit", "cursor"})
  public ListView list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    return ListView.of(
        observations.list(
            query.text("observer"), query.oneOf("state", STATES), query.limit(), query.cursor()),
        OwedObservationView::of);
  }

  /** Has what failed tried again at once. */
  @POST
  @Path("/retry")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response retry(@Nullable JsonMembers body) {
    return accepted(Chosen.in(body), observations::retry);
  }

  /** Gives up what is owed. */
  @POST
  @Path("/close")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response close(@Nullable JsonMembers body) {
    return accepted(Chosen.in(body), observations::close);
  }

  private interface Action {
    int affect(String observer, @Nullable MessageId messageId, State state);
  }

  private static Response accepted(Chosen chosen, Action action) {
    int affected = action.affect(chosen.observer, chosen.messageId, chosen.state);
    return Response.accepted(new AffectedView(affected)).build();
  }

  /** What a person chose; dead letters, where nothing else is said. */
  private record Chosen(String observer, @Nullable MessageId messageId, State state) {

    static Chosen in(@Nullable JsonMembers body) {
      if (body == null) {
        throw new InvalidInput("body", null, "a JSON object");
      }
      body.only("observer", "messageId", "state");
      String messageId = body.text("messageId");
      return new Chosen(
          body.requiredText("observer"),
          messageId == null ? null : new MessageId(Query.uuid("messageId", messageId)),
          state(body.text("state")));
    }

    private static State state(@Nullable String given) {
      if (given == null) {
        return State.DEAD;
      }
      State state = STATES.get(given);
      if (state == null || state == State.CLOSED) {
        throw new InvalidInput("state", given, "one of dead, waiting, parked");
      }
      return state;
    }
  }
}
