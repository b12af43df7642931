package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A person at the pages of one node, with a browser's cookies and nothing else of it. */
final class Visitor {

  private final String baseUrl;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  Visitor(Node node) {
    baseUrl = node.baseUrl();
  }

  /** Fills in the sign-in form as the node's administrator and sends it. */
  HttpResponse<String> signIn() {
    String form =
        Map.of(
                "sign-in", "sign-in",
                "name", "admin",
                "password", Node.ADMIN_PASSWORD,
                "enter", "enter",
                "jakarta.faces.ViewState", "stateless")
            .entrySet()
            .stream()
            .map(field -> field.getKey() + "=" + Client.encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request("/sign-in")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  HttpResponse<String> open(String path) {
    return send(request(path).build());
  }

  /** Opens a socket as a page of the given origin would. */
  WebSocket socket(String path, String origin, WebSocket.Listener listener) {
    return client
        .newWebSocketBuilder()
        .header("Origin", origin)
        .connectTimeout(Duration.ofMinutes(1))
        .buildAsync(URI.create(baseUrl.replaceFirst("http", "ws") + path), listener)
        .join();
  }

  /** Sends a form without fields. */
  HttpResponse<String> post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofMinutes(1));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }
}
