package io.checkpost.ingest.intake;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.problem.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Turns whatever stops a request into an answer without detail of the inside. */
@Provider
@ApplicationSingleton
public class IntakeProblems implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(IntakeProblems.class.getName());

  private final Intake intake;
  private final Refusals refusals;

  @Context private @Nullable HttpServletRequest request;

  /** Creates the mapper. */
  @Inject
  IntakeProblems(Intake intake, Refusals refusals) {
    this.intake = intake;
    this.refusals = refusals;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof Refused refused) {
      return refused.problem().toResponse();
    }
    if (thrown instanceof NotFoundException) {
      count(RefusalCause.UNKNOWN_URL);
      return Problem.of(404, "Not found", "No portal receives at this URL.").toResponse();
    }
    if (thrown instanceof NotAllowedException) {
      count(RefusalCause.NOT_POST);
      return notPost().toResponse();
    }
    // our fault, so never a 4xx and never without Retry-After
    LOG.log(Level.ERROR, LogLine.of("intake.failed").because(thrown).toString(), thrown);
    return intake.unavailable().problem().toResponse();
  }

  static Problem notPost() {
    return Problem.of(405, "Method not allowed", "Messages are sent by POST.")
        .withHeader("Allow", "POST");
  }

  private void count(RefusalCause cause) {
    HttpServletRequest current = request;
    if (current != null) {
      refusals.count(cause, current);
    }
  }
}
