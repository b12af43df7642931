package io.checkpost.benchmark.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body and answers: what the server itself costs. */
@ApplicationScoped
@Path("/no-op")
public class NoOpResource {

  /** Reads one body. */
  @POST
  public Response receive(InputStream body) throws IOException {
    String answer = "{\"size\":" + body.readAllBytes().length + ",\"disposition\":\"ignored\"}";
    return Response.ok(answer.getBytes(UTF_8), MediaType.APPLICATION_JSON_TYPE).build();
  }
}
