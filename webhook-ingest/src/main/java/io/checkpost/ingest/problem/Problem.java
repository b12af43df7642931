package io.checkpost.ingest.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer that is no success, as {@code application/problem+json} of RFC 9457: {@code type},
 * {@code title}, {@code status}, {@code detail}, then the members that say more, in that order.
 *
 * @param status the HTTP status
 * @param title what kind of problem it is, the same for every occurrence
 * @param detail what happened this time, for a person; null where the title says it all
 * @param members more members by name, in the order in which they are written
 * @param headers more HTTP headers
 */
public record Problem(
    int status,
    String title,
    @Nullable String detail,
    Map<String, Object> members,
    Map<String, String> headers) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Creates a problem; the maps are copied in their order. */
  public Problem {
    members = new LinkedHashMap<>(members);
    headers = new LinkedHashMap<>(headers);
  }

  /** Creates a problem without further members. */
  public static Problem of(int status, String title, @Nullable String detail) {
    return new Problem(status, title, detail, Map.of(), Map.of());
  }

  /** Creates the problem of input that cannot be taken: 400, with its field. */
  public static Problem of(InvalidInput invalid) {
    return of(400, "Invalid input", invalid.getMessage())
        .with("field", invalid.field())
        .with("accepted", invalid.accepted());
  }

  /** Creates the problem of an answer that could be given later: 503 with Retry-After. */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return of(503, "Service unavailable", detail)
        .withHeader("Retry-After", String.valueOf(Math.max(1, retryAfter.toSeconds())));
  }

  /** Returns the same problem with one more member. */
  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(status, title, detail, more, headers);
  }

  /** Returns the same problem with one more HTTP header. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, title, detail, members, more);
  }

  /** Returns the problem's JSON in UTF-8. */
  public byte[] json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "about:blank");
    json.put("title", title);
    json.put("status", status);
    if (detail != null) {
      json.put("detail", detail);
    }
    json.putAll(members);
    try {
      return JSON.writeValueAsString(json).getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a problem cannot be written", e);
    }
  }

  /** Returns the problem as an answer that every JAX-RS application can write. */
  public Response toResponse() {
    Response.ResponseBuilder response =
        Response.status(status).type(MEDIA_TYPE).header("Cache-Control", "no-store").entity(json());
    headers.forEach(response::header);
    return response.build();
  }
}
