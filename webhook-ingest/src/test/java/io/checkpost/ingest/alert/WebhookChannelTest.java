package io.checkpost.ingest.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.signature.StandardWebhooks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChannelTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final MutableClock clock = new MutableClock();
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final HttpServer server = newServer();
  private volatile int status = 204;

  private record Post(String path, String id, String timestamp, String signature, String body) {}

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::receive);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      posts.add(
          new Post(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private Channel channel(String url, String secret) {
    return new WebhookChannel(new Settings.Webhook(url, secret), clock);
  }

  private Channel channel() {
    return channel("http://localhost:" + server.getAddress().getPort() + "/alerts", SECRET);
  }

  private static Notice notice() {
    return new Notice(
        UUID.fromString("01930000-0000-7000-8000-000000000001"),
        UUID.fromString("01930000-0000-7000-8000-000000000002"),
        "portal-silent",
        "p1",
        AlertState.RAISED,
        Instant.parse("2026-03-02T10:00:00Z"),
        3,
        "Nothing has come.");
  }

  @Test
  void aChangeIsPostedAndSigned() throws IOException {
    channel().send(List.of(notice()));

    assertThat(posts).hasSize(1);
    Post post = posts.get(0);
    assertThat(post.id).isEqualTo("alert_01930000-0000-7000-8000-000000000001");
    assertThat(post.timestamp).isEqualTo(String.valueOf(clock.instant().getEpochSecond()));
    assertThat(post.signature)
        .isEqualTo(
            StandardWebhooks.sign(SECRET, post.id, clock.instant(), post.body.getBytes(UTF_8)));
    JsonNode body = new ObjectMapper().readTree(post.body);
    assertThat(body.path("type").textValue()).isEqualTo("alert.raised");
    assertThat(body.at("/data/key").textValue()).isEqualTo("portal-silent:p1");
    assertThat(body.at("/data/change").intValue()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "307", "400", "404", "410", "429", "500", "503"})
  void anythingButSuccessIsTriedAgainAndNoRedirectIsFollowed(int answer) {
    status = answer;

    assertThatThrownBy(() -> channel().send(List.of(notice())))
        .isInstanceOf(NotTaken.class)
        .hasMessage("answered " + answer);
    assertThat(posts).extracting(Post::path).containsExactly("/alerts");
  }

  @ParameterizedTest
  @CsvSource({"alerts.example.com", "ftp://alerts.example.com/", "http:///path", "https://a b/"})
  void whatIsNoUrlIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> channel(url, SECRET))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("checkpost.alert.webhook.url: is not an http or https URL");
  }

  @Test
  void aWrongSecretIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> channel("https://alerts.example.com/", "my secret"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("checkpost.alert.webhook.secret: is not whsec_ and base64");
  }
}
