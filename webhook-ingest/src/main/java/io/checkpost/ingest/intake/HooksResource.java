package io.checkpost.ingest.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.Acknowledgement;
import io.checkpost.ingest.problem.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The URL that providers post to. */
@ApplicationSingleton
@Path("/{provider}/{token}")
public class HooksResource {

  private final Intake intake;
  private final Admission admission;
  private final IntakeMeters meters;

  /** Creates the resource. */
  @Inject
  HooksResource(Intake intake, Admission admission, IntakeMeters meters) {
    this.intake = intake;
    this.admission = admission;
    this.meters = meters;
  }

  /** Receives one message; answered once it is durable. */
  @POST
  public void receive(
      @PathParam("provider") String provider,
      @PathParam("token") String token,
      @Context HttpServletRequest request,
      @Suspended AsyncResponse response) {
    if (!admission.enter()) {
      throw intake.unavailable();
    }
    long begunNanos = System.nanoTime();
    response.register(
        (CompletionCallback)
            thrown -> {
              admission.leave();
              meters.answered(begunNanos);
            });
    intake
        .receive(provider, token, IntakeGate.original(request))
        .whenComplete((received, failure) -> response.resume(answer(received, failure)));
  }

  /** Answers as to any other method that is not POST; JAX-RS would answer 200 by itself. */
  @OPTIONS
  public Response options() {
    return IntakeProblems.notPost().toResponse();
  }

  private Response answer(Intake.@Nullable Received received, @Nullable Throwable failure) {
    if (failure != null || received == null) {
      return intake.unavailable().problem().toResponse();
    }
    Acknowledgement acknowledgement = received.acknowledgement();
    return received.isJson() ? stored(acknowledgement) : notJson(acknowledgement);
  }

  private static Response stored(Acknowledgement acknowledgement) {
    StringBuilder json =
        new StringBuilder(120)
            .append("{\"messageId\":\"")
            .append(acknowledgement.messageId())
            .append("\",\"disposition\":\"")
            .append(acknowledgement.disposition().code())
            .append('"');
    if (acknowledgement.reason() != null) {
      // reasons are lower-case words: nothing in them needs escaping
      json.append(",\"reason\":\"").append(acknowledgement.reason()).append('"');
    }
    return Response.ok(json.append('}').toString().getBytes(UTF_8), MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  private static Response notJson(Acknowledgement acknowledgement) {
    return Problem.of(400, "Not JSON", "The body is not JSON; it was stored and quarantined.")
        .with("messageId", acknowledgement.messageId().toString())
        .with("disposition", acknowledgement.disposition().code())
        .with("reason", "not_json")
        .toResponse();
  }
}
