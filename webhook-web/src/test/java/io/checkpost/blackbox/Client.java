package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.blackbox.Node.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A provider that posts and an operator that asks, both at one node. */
record Client(String baseUrl) {

  static final ObjectMapper JSON = new ObjectMapper();

  /** Sends a request as it is. */
  HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return Http.CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  /** Returns a request to this node, to be completed. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofMinutes(1));
  }

  /** Posts a body to a portal; a failure of the connection comes out as it is. */
  Answer tryPost(String intakePath, byte[] body, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request =
        request(intakePath).POST(BodyPublishers.ofByteArray(body)).header("User-Agent", "Provider");
    if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    return Answer.of(send(request.build()));
  }

  Answer post(Portal portal, byte[] body, Map<String, String> headers) {
    try {
      return tryPost(portal.intakePath(), body, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer post(Portal portal, String body) {
    return post(portal, body.getBytes(UTF_8), Map.of());
  }

  /** Makes a portal that nobody else uses. */
  Portal newPortal(String provider) {
    return newPortal(provider, portal -> {});
  }

  Portal newPortal(String provider, Consumer<ObjectNode> more) {
    ObjectNode portal = JSON.createObjectNode().put("name", "Blackbox").put("provider", provider);
    more.accept(portal);
    JsonNode made = api("POST", "/api/v1/portals", portal, 201);
    return new Portal(made.path("id").textValue(), provider, made.path("intakePath").textValue());
  }

  /** Calls the management API and asserts the status. */
  JsonNode api(String method, String path, JsonNode body, int status) {
    HttpRequest request =
        authorised(path)
            .method(method, BodyPublishers.ofString(body.toString()))
            .header("Content-Type", "application/json")
            .build();
    return answered(request, status);
  }

  JsonNode get(String path) {
    return answered(authorised(path).build(), 200);
  }

  HttpRequest.Builder authorised(String path) {
    return request(path).header("Authorization", "Bearer " + Node.API_KEY);
  }

  private JsonNode answered(HttpRequest request, int status) {
    try {
      HttpResponse<byte[]> response = send(request);
      assertThat(response.statusCode())
          .as("%s %s: %s", request.method(), request.uri(), new String(response.body(), UTF_8))
          .isEqualTo(status);
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode message(String id) {
    return get("/api/v1/messages/" + id);
  }

  byte[] body(String messageId) {
    try {
      HttpResponse<byte[]> response =
          send(authorised("/api/v1/messages/" + messageId + "/body").build());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode subject(String provider, String subjectId) {
    return get("/api/v1/subjects/" + provider + "/" + encoded(subjectId));
  }

  /** Returns every item of a list, page by page. */
  List<JsonNode> all(String pathAndQuery) {
    List<JsonNode> items = new ArrayList<>();
    JsonNode page = get(pathAndQuery + "&limit=200");
    page.path("items").forEach(items::add);
    while (page.path("next").isTextual()) {
      page = get(pathAndQuery + "&limit=200&cursor=" + encoded(page.path("next").textValue()));
      page.path("items").forEach(items::add);
    }
    return items;
  }

  List<JsonNode> messagesOf(Portal portal) {
    return all("/api/v1/messages?portal=" + portal.id());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
