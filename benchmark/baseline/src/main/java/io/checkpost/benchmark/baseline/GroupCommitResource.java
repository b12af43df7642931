package io.checkpost.benchmark.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers once the body is durable, and does nothing else with it. */
@ApplicationScoped
@Path("/group-commit/{database}")
public class GroupCommitResource {

  private final Map<String, GroupCommit> commits = new ConcurrentHashMap<>();

  /** Stores one body. */
  @POST
  public void receive(
      @PathParam("database") String database, InputStream body, @Suspended AsyncResponse response)
      throws IOException {
    commits
        .computeIfAbsent(database, GroupCommitResource::open)
        .append(body.readAllBytes())
        .whenComplete((id, failure) -> response.resume(answer(id, failure)));
  }

  private static Response answer(@Nullable Long id, @Nullable Throwable failure) {
    if (failure != null) {
      return Response.status(503).entity(String.valueOf(failure).getBytes(UTF_8)).build();
    }
    String answer = "{\"id\":" + id + ",\"disposition\":\"stored\"}";
    return Response.ok(answer.getBytes(UTF_8), MediaType.APPLICATION_JSON_TYPE).build();
  }

  private static GroupCommit open(String database) {
    try {
      return switch (database) {
        case "h2" -> GroupCommit.onH2(System.getenv("BASELINE_H2"));
        case "postgresql" -> GroupCommit.onPostgresql(System.getenv("BASELINE_POSTGRESQL"));
        default -> throw new NotFoundException();
      };
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @PreDestroy
  void close() {
    commits.values().forEach(GroupCommit::close);
  }
}
