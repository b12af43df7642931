package io.checkpost.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What the benchmark asks of Checkpost's management API. */
final class CheckpostApi {

  static final String KEY = "benchmark-only-key-of-enough-letters";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final ServerProcess checkpost;

  CheckpostApi(HttpClient client, ServerProcess checkpost) {
    this.client = client;
    this.checkpost = checkpost;
  }

  /** A portal and where it receives. */
  record Portal(String id, String intakePath) {}

  /**
   * Makes a portal.
   *
   * @param relayUrl where its messages are passed on to; null for nowhere
   */
  Portal newPortal(@Nullable String relayUrl) throws IOException, InterruptedException {
    ObjectNode portal = JSON.createObjectNode().put("name", "Benchmark").put("provider", "credas");
    if (relayUrl != null) {
      portal.put("relayUrl", relayUrl);
    }
    HttpRequest request =
        request("/api/v1/portals")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(portal.toString()))
            .build();
    JsonNode made = answer(request, 201);
    return new Portal(made.required("id").asText(), made.required("intakePath").asText());
  }

  /** Sends a message as the portal's provider does. */
  void send(Portal portal, String body) throws IOException, InterruptedException {
    answer(
        request(portal.intakePath()).POST(HttpRequest.BodyPublishers.ofString(body)).build(), 200);
  }

  /** Tells whether a portal has a delivery that was neither made nor given up. */
  boolean hasPendingDeliveries(Portal portal) throws IOException, InterruptedException {
    String query = "/api/v1/deliveries?state=pending&limit=1&portal=" + portal.id();
    return !answer(request(query).build(), 200).required("items").isEmpty();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + checkpost.port() + path))
        .header("Authorization", "Bearer " + KEY);
  }

  private JsonNode answer(HttpRequest request, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != status) {
      throw new IOException(
          "%s answered %s with %d: %s"
              .formatted(
                  checkpost.name(),
                  request.uri().getPath(),
                  response.statusCode(),
                  response.body()));
    }
    return JSON.readTree(response.body());
  }
}
