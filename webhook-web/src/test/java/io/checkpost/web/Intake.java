package io.checkpost.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;

/** Makes portals and sends what providers would. */
final class Intake {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAMPLES = "/io/checkpost/ingest/demo/";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String baseUrl;
  private final String apiKey;

  Intake(String baseUrl, String apiKey) {
    this.baseUrl = baseUrl;
    this.apiKey = apiKey;
  }

  /** Makes a portal and returns the path at which it receives. */
  String portal(String provider, String name) throws IOException, InterruptedException {
    return portal(JSON.createObjectNode().put("name", name).put("provider", provider));
  }

  /** Makes a portal that has the codes of some checks read by published lists. */
  String portal(String provider, String name, Map<String, String> codeLists)
      throws IOException, InterruptedException {
    ObjectNode portal = JSON.createObjectNode().put("name", name).put("provider", provider);
    ObjectNode lists = portal.putObject("codeLists");
    codeLists.forEach(lists::put);
    return portal(portal);
  }

  /** Makes a portal of an account whose id is pinned. */
  String pinnedPortal(String provider, String name, String clientId)
      throws IOException, InterruptedException {
    return portal(
        JSON.createObjectNode()
            .put("name", name)
            .put("provider", provider)
            .put("clientId", clientId));
  }

  /** Makes a portal that passes on what it receives. */
  String relayingPortal(String provider, String name, String relayUrl)
      throws IOException, InterruptedException {
    return portal(
        JSON.createObjectNode()
            .put("name", name)
            .put("provider", provider)
            .put("relayUrl", relayUrl));
  }

  private String portal(ObjectNode portal) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/api/v1/portals"))
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(portal.toString()))
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(201);
    return JSON.readTree(response.body()).get("intakePath").asText();
  }

  /** Sends a body and returns the message's id. */
  String send(String intakePath, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + intakePath))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    JsonNode answer = JSON.readTree(client.send(request, BodyHandlers.ofByteArray()).body());
    return answer.get("messageId").asText();
  }

  String send(String intakePath, String body) throws IOException, InterruptedException {
    return send(intakePath, body.getBytes(UTF_8));
  }

  /** Returns a sample of a provider's document. */
  static byte[] sample(String name) throws IOException {
    try (InputStream sample =
        Objects.requireNonNull(Intake.class.getResourceAsStream(SAMPLES + name), name)) {
      return sample.readAllBytes();
    }
  }
}
