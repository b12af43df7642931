package io.checkpost.ingest.management;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.NotPermitted;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.json.MalformedJson;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.portal.InvalidPortalFile;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.problem.Problem;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Turns whatever stops a request into a problem without detail of the inside. */
@Provider
@ApplicationSingleton
public class ApiProblems implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(ApiProblems.class.getName());

  private final Settings settings;

  /** Creates the mapper. */
  @Inject
  public ApiProblems(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof WebApplicationException http) {
      return ofHttp(http);
    }
    return problem(thrown).toResponse();
  }

  private Problem problem(Throwable thrown) {
    if (thrown instanceof InvalidInput invalid) {
      return Problem.of(invalid);
    }
    if (thrown instanceof MalformedJson malformed) {
      return Problem.of(400, "Malformed JSON", malformed.getMessage());
    }
    if (thrown instanceof InvalidPortalFile file) {
      return invalidFile(file);
    }
    if (thrown instanceof NotFound) {
      return notFound();
    }
    if (thrown instanceof NotPermitted refused) {
      return Problem.of(403, "Forbidden", refused.getMessage()).with("role", refused.role().code());
    }
    if (thrown instanceof Conflict conflict) {
      return Problem.of(409, "Conflict", conflict.getMessage());
    }
    if (thrown instanceof OptimisticLockException) {
      return Problem.of(409, "Conflict", "Somebody else changed this meanwhile; try again.");
    }
    if (thrown instanceof DatabaseUnavailable) {
      LOG.log(Level.WARNING, LogLine.of("api.unavailable").because(thrown).toString());
      return Problem.unavailable("The database cannot be asked now.", settings.retryAfter());
    }
    return ownFault(thrown);
  }

  private static Problem invalidFile(InvalidPortalFile file) {
    Problem problem =
        file.input()
            .map(Problem::of)
            .orElseGet(() -> Problem.of(400, "Invalid input", file.getMessage()));
    return problem.with("line", file.line()).with("column", file.column());
  }

  private Response ofHttp(WebApplicationException thrown) {
    Response given = thrown.getResponse();
    if (given.getMediaType() != null
        && Problem.MEDIA_TYPE.equals(withoutParameters(given.getMediaType()))) {
      return given;
    }
    return switch (given.getStatus()) {
      case 404 -> notFound().toResponse();
      case 405 -> notAllowed(given).toResponse();
      case 406 ->
          Problem.of(406, "Not acceptable", "The answer would not be of a type in Accept.")
              .toResponse();
      case 415 ->
          Problem.of(415, "Unsupported media type", "The body must be application/json.")
              .toResponse();
      default ->
          given.getStatus() >= 500
              ? ownFault(thrown).toResponse()
              : Problem.of(given.getStatus(), given.getStatusInfo().getReasonPhrase(), null)
                  .toResponse();
    };
  }

  private static String withoutParameters(MediaType type) {
    return type.getType() + "/" + type.getSubtype();
  }

  private static Problem notFound() {
    return Problem.of(404, "Not found", "There is nothing at this URL.");
  }

  private static Problem notAllowed(Response given) {
    String allowed = String.join(", ", given.getAllowedMethods());
    return Problem.of(405, "Method not allowed", "This URL allows " + allowed + ".")
        .withHeader("Allow", allowed);
  }

  /** The id leads from the answer to the log, which alone says what happened. */
  private static Problem ownFault(Throwable thrown) {
    String id = UUID.randomUUID().toString();
    LOG.log(
        Level.ERROR,
        LogLine.of("api.failed").with("errorId", id).because(thrown).toString(),
        thrown);
    return Problem.of(500, "Internal server error", null).with("errorId", id);
  }
}
