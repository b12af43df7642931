package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.checkpost.ingest.signature.StandardWebhooks;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Promise 11: a node says how it is, and tells of a change and not of a repetition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalsIT {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int STRANGERS = 20_000;

  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
  private final HttpServer webhook = newServer();
  private final List<JsonNode> posts = new CopyOnWriteArrayList<>();
  private Node node = Node.none();

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  void start() {
    mail.start();
    webhook.createContext("/alerts", this::receive);
    webhook.start();
    node =
        Node.Plan.in(Scratch.folder("signals"))
            .with("CHECKPOST_ALERT_QUARANTINED_PER_HOUR", "3")
            .with("CHECKPOST_ALERT_MAIL_HOST", "127.0.0.1")
            .with("CHECKPOST_ALERT_MAIL_PORT", String.valueOf(mail.getSmtp().getPort()))
            .with("CHECKPOST_ALERT_MAIL_STARTTLS", "false")
            .with("CHECKPOST_ALERT_MAIL_FROM", "checkpost@example.com")
            .with("CHECKPOST_ALERT_MAIL_TO", "operations@example.com")
            .with(
                "CHECKPOST_ALERT_WEBHOOK_URL",
                "http://127.0.0.1:" + webhook.getAddress().getPort() + "/alerts")
            .with("CHECKPOST_ALERT_WEBHOOK_SECRET", SECRET)
            .start();
  }

  @AfterAll
  void stop() {
    node.close();
    webhook.stop(0);
    mail.stop();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      String at = exchange.getRequestHeaders().getFirst("webhook-timestamp");
      String expected =
          StandardWebhooks.sign(SECRET, id, Instant.ofEpochSecond(Long.parseLong(at)), body);
      boolean isOurs = expected.equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
      if (isOurs) {
        posts.add(Client.JSON.readTree(body));
      }
      exchange.sendResponseHeaders(isOurs ? 204 : 401, -1);
    }
  }

  private Client client() {
    return node.client();
  }

  /** Returns what a scrape shows, values by name and labels. */
  private Map<String, Double> metrics() {
    try {
      HttpResponse<byte[]> response = client().send(client().authorised("/metrics").build());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
      return new String(response.body(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(
              Collectors.toMap(
                  line -> line.substring(0, line.lastIndexOf(' ')),
                  line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void healthSaysThatItLivesHasStartedAndIsReady() {
    for (String check : List.of("live", "started", "ready")) {
      assertThat(node.statusOf("/health/" + check)).as(check).isEqualTo(200);
    }
  }

  @Test
  void metricsAreForCallersWithAKeyAndTheServersOwnAreNotShown() throws IOException {
    for (String path : List.of("/metrics", "/metrics/")) {
      assertThat(node.statusOf(path)).as(path).isNotEqualTo(200);
    }
    assertThat(
            client()
                .send(client().request("/metrics").header("Authorization", "Bearer no").build())
                .statusCode())
        .isEqualTo(401);
    for (String path : List.of("/metrics/base", "/metrics/vendor", "/metrics/application")) {
      assertThat(client().send(client().authorised(path).build()).statusCode())
          .as(path)
          .isNotEqualTo(200);
    }
    assertThat(metrics().keySet())
        .noneMatch(name -> name.startsWith("base_") || name.startsWith("vendor_"));
  }

  @Test
  void metricsSayWhatBecameOfMessages() {
    Portal portal = client().newPortal("credas");
    assertThat(client().post(portal, OutageIT.body(1)).status()).isEqualTo(200);
    assertThat(client().post(portal, OutageIT.body(1)).status()).isEqualTo(200);

    String answers = "checkpost_intake_answers_total{portal=\"" + portal.id() + "\",result=";
    assertThat(metrics())
        .containsEntry(answers + "\"accepted\"}", 1.0)
        .containsEntry(answers + "\"duplicate\"}", 1.0)
        .containsEntry("checkpost_journal_waiting_messages", 0.0)
        .containsEntry("checkpost_database_reachable", 1.0)
        .containsKeys(
            "checkpost_intake_time_seconds_bucket{le=\"0.1\"}",
            "checkpost_journal_commit_time_seconds_count",
            "checkpost_journal_commit_size_messages_sum",
            "checkpost_work_oldest_age_seconds{state=\"pending\"}",
            "checkpost_portal_last_received_timestamp_seconds{portal=\"" + portal.id() + "\"}",
            "jvm_threads_live_threads");
  }

  @Test
  void strangersMakeNoSeriesHoweverManyTheyAre() throws Exception {
    postAsStranger(0);
    Set<String> before = names();

    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 1; i < STRANGERS; i++) {
        int number = i;
        all.add(pool.submit(() -> postAsStranger(number)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }

    assertThat(metrics())
        .hasEntrySatisfying(
            "checkpost_intake_answers_total{portal=\"\",result=\"unknown_url\"}",
            count -> assertThat(count).isGreaterThanOrEqualTo(STRANGERS));
    assertThat(names()).isEqualTo(before);
  }

  /** Without the Java machine's, which come and go, and those of portals that exist. */
  private Set<String> names() {
    List<String> portals =
        client().all("/api/v1/portals?").stream()
            .map(portal -> "portal=\"" + portal.path("id").textValue() + "\"")
            .toList();
    return metrics().keySet().stream()
        .filter(name -> name.startsWith("checkpost_"))
        .filter(name -> portals.stream().noneMatch(name::contains))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Void postAsStranger(int number) throws IOException {
    String token = "%043d".formatted(number);
    String provider = number % 2 == 0 ? "credas" : "stranger" + number;
    assertThat(client().tryPost("/hooks/" + provider + "/" + token, new byte[2], Map.of()).status())
        .isEqualTo(404);
    return null;
  }

  @Test
  void portalsShowWhenSomethingCameLast() {
    Portal portal = client().newPortal("credas");
    assertThat(listed(portal).path("lastReceivedAt").isNull()).isTrue();
    String messageId = client().post(portal, OutageIT.body(2)).messageId();

    String receivedAt = client().message(messageId).path("receivedAt").textValue();
    Waiting.until(
        PATIENCE,
        () -> "the portal shows " + listed(portal),
        () -> receivedAt.equals(listed(portal).path("lastReceivedAt").textValue()));
    assertThat(client().get("/api/v1/portals/" + portal.id()).path("silentSince").isNull())
        .isTrue();
  }

  private JsonNode listed(Portal portal) {
    return client().all("/api/v1/portals?").stream()
        .filter(each -> each.path("id").textValue().equals(portal.id()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aGrowingQuarantineIsToldOnceByMailAndByASignedPost() throws Exception {
    Portal portal = client().newPortal("credas");
    for (int i = 0; i < 3; i++) {
      assertThat(client().post(portal, "{\"nobody\":" + i + "}").status()).isEqualTo(200);
    }
    Waiting.until(
        PATIENCE,
        () -> "%d mails, posts %s".formatted(mails().size(), posts),
        () -> mails().size() == 1 && posts.size() == 1);
    client().post(portal, "{\"nobody\":4}");
    Waiting.until(
        PATIENCE, () -> "alerts: " + raised(), () -> raised().path("found").intValue() >= 4);

    assertThat(mails())
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.getSubject()).isEqualTo("[Checkpost] quarantine-growing raised");
              assertThat(sent.getAllRecipients()[0]).hasToString("operations@example.com");
            });
    assertThat(posts).hasSize(1);
    assertThat(posts.get(0).path("type").textValue()).isEqualTo("alert.raised");
    assertThat(posts.get(0).at("/data/id")).isEqualTo(raised().path("id"));
    assertThat(raised().path("changes").intValue()).isEqualTo(1);
    assertThat(raised().path("notifiedAt").isTextual()).isTrue();
    assertThat(client().all("/api/v1/alerts?state=cleared")).isEmpty();
    assertThat(node.output()).contains("event=alert.raised kind=quarantine-growing");
  }

  private JsonNode raised() {
    List<JsonNode> alerts = client().all("/api/v1/alerts?state=raised");
    assertThat(alerts).hasSize(1);
    return alerts.get(0);
  }

  private List<MimeMessage> mails() {
    return Arrays.asList(mail.getReceivedMessages());
  }

  @Test
  void anUnknownStateIsNamed() throws IOException, MessagingException {
    Answer answer =
        Answer.of(client().send(client().authorised("/api/v1/alerts?state=open").build()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("field").textValue()).isEqualTo("state");
    assertThat(answer.json().path("accepted").textValue()).isEqualTo("one of raised, cleared");
  }
}
