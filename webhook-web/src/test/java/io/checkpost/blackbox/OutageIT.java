package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.checkpost.blackbox.observer.MoodyObserver;
import io.checkpost.blackbox.observer.WritingObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A PostgreSQL that goes away and comes back, and nodes that share one. */
@Timeout(400)
class OutageIT {

  private static final Duration RECOVERY = Duration.ofMinutes(1);

  private final Postgres postgres = Postgres.started();
  private final Map<String, String> settings = postgres.newDatabase();
  private final Path home = Scratch.folder("outage");
  private final Path observed = home.resolveSibling(home.getFileName() + "-observed");
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void stopAll() {
    nodes.forEach(Node::kill);
    postgres.close();
  }

  private Node.Plan plan() {
    return Node.Plan.in(home)
        .running(ObservedJar.path())
        .with(settings)
        .with("CHECKPOST_DISPATCH_LEASE", "PT5S")
        .with("CHECKPOST_OBSERVER_RETRY_FIRST", "PT0.1S")
        .with(WritingObserver.FILE, observed.toString());
  }

  private Node running(Node node) {
    nodes.add(node);
    return node;
  }

  /** Promises 1, 3 and 4. */
  @Test
  void aDatabaseThatStopsUnderLoadCostsNothingThatWasAcknowledged() throws IOException {
    Node node = running(plan().start());
    Portal portal = node.client().newPortal("credas");
    Visitor visitor = new Visitor(node);
    assertThat(visitor.signIn().body()).contains("<h1>Overview");
    Load load = new Load(portal, node.client());
    load.start(1_000_000);
    awaitAcknowledged(load, 300);

    postgres.stop();
    awaitRefused(load, 50);
    assertThat(node.statusOf("/health/ready")).isEqualTo(503);
    assertPagesAndApiSaySo(node, visitor);
    assertThat(node.statusOf("/health/live")).isEqualTo(200);
    node.await(RECOVERY, "measuring that the database is away", () -> showsThatItIsAway(node));
    postgres.start();
    awaitAcknowledged(load, 300);

    postgres.crash();
    awaitRefused(load, 50);
    postgres.start();
    awaitAcknowledged(load, 300);
    load.stop();

    load.checkAnswers();
    node.await(RECOVERY, "ready again", () -> node.statusOf("/health/ready") == 200);
    assertThat(ids(node.client().messagesOf(portal))).containsAll(load.acknowledged().keySet());
    checkObserved(node, portal);
  }

  private static void assertPagesAndApiSaySo(Node node, Visitor signedIn) throws IOException {
    for (String path : List.of("/overview", "/messages")) {
      HttpResponse<String> page = signedIn.open(path);
      assertThat(page.statusCode()).as(path).isEqualTo(503);
      assertThat(page.body()).contains("cannot be shown just now").doesNotContain("Exception");
    }
    Client client = node.client();
    assertThat(client.send(client.authorised("/api/v1/messages").build()).statusCode())
        .isEqualTo(503);
    assertThat(new Visitor(node).signIn().body()).contains("Signing in is not possible just now");
  }

  /** Promise 11: what says how it is does not ask the database who asks. */
  private static boolean showsThatItIsAway(Node node) {
    Client client = node.client();
    try {
      HttpResponse<byte[]> metrics = client.send(client.authorised("/metrics").build());
      return metrics.statusCode() == 200
          && new String(metrics.body(), UTF_8).contains("checkpost_database_reachable 0.0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitAcknowledged(Load load, int more) {
    int until = load.acknowledgedCount() + more;
    Waiting.until(
        RECOVERY,
        () -> "%d of %d acknowledged".formatted(load.acknowledgedCount(), until),
        () -> load.acknowledgedCount() >= until);
  }

  private static void awaitRefused(Load load, int more) {
    int until = load.answered(503) + more;
    Waiting.until(
        RECOVERY,
        () -> "%d of %d refused".formatted(load.answered(503), until),
        () -> load.answered(503) >= until);
  }

  private static List<String> ids(List<JsonNode> items) {
    return items.stream().map(item -> item.path("id").textValue()).toList();
  }

  private void checkObserved(Node node, Portal portal) {
    List<String> accepted =
        ids(node.client().all("/api/v1/messages?disposition=accepted&portal=" + portal.id()));
    for (String observer : List.of("", MoodyObserver.SUFFIX)) {
      node.await(
          RECOVERY,
          "done observing" + observer,
          () -> observed(observer).messageIds().containsAll(accepted));
      observed(observer).checkFirstTimesInOrder();
    }
  }

  private Observed observed(String observer) {
    return Observed.in(Scratch.read(Path.of(observed + observer)));
  }

  /** Promise 3. */
  @Test
  void aDatabaseThatIsDownAtTheStartIsWaitedFor() throws IOException {
    Portal portal;
    try (Node first = plan().start()) {
      portal = first.client().newPortal("credas");
    }
    postgres.stop();
    Node node = running(plan().launch());
    node.await(Duration.ofMinutes(2), "listening", () -> node.statusOf("/health/live") != 0);

    assertUnavailable(node, portal.intakePath());
    assertUnavailable(node, "/hooks/credas/no-such-token");
    assertThat(node.statusOf("/health/live")).isEqualTo(200);
    assertThat(node.statusOf("/health/ready")).isEqualTo(503);

    postgres.start();
    node.await(RECOVERY, "ready", () -> node.statusOf("/health/ready") == 200);
    Answer answer = node.client().post(portal, body(1));
    assertThat(answer.status()).isEqualTo(200);
    node.await(RECOVERY, "observing", () -> observed("").messageIds().contains(answer.messageId()));
  }

  private static void assertUnavailable(Node node, String path) throws IOException {
    Answer answer = node.client().tryPost(path, body(1).getBytes(UTF_8), Map.of());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }

  /** Promises 4 and 5, across nodes. */
  @Test
  void nodesOfOneDatabaseAgreeWhatIsNewsAndTakeOverFromEachOther() {
    Node one = running(plan().start());
    Node two = running(plan().second().start());
    Portal portal = one.client().newPortal("credas");

    for (int round = 0; round < 4; round++) {
      assertOneOfFiftyIsAccepted(portal, body(1000 + round), one.client(), two.client());
    }

    Load load = new Load(portal, one.client(), two.client());
    load.start(1_000_000);
    awaitAcknowledged(load, 400);
    one.kill();
    awaitAcknowledged(load, 200);
    load.stop();
    load.checkAnswers();
    assertThat(ids(two.client().messagesOf(portal))).containsAll(load.acknowledged().keySet());
    checkObserved(two, portal);
  }

  static void assertOneOfFiftyIsAccepted(Portal portal, String body, Client... clients) {
    ExecutorService senders = Executors.newFixedThreadPool(50);
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Client client = clients[i % clients.length];
      answers.add(CompletableFuture.supplyAsync(() -> client.post(portal, body), senders));
    }
    List<Answer> all = answers.stream().map(CompletableFuture::join).toList();
    senders.shutdown();

    Map<String, Long> dispositions =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    answer -> answer.status() + " " + answer.disposition(), Collectors.counting()));
    assertThat(dispositions)
        .containsOnly(Map.entry("200 accepted", 1L), Map.entry("200 duplicate", 49L));
    assertThat(all.stream().map(Answer::messageId).distinct()).hasSize(50);
  }

  static String body(int id) {
    return """
        {"UpdateType":7,"Payload":{"Id":%d,"Status":4,\
        "EntityId":"9811e0dc-7bbb-4fdf-be96-b8c7c105080f"}}"""
        .formatted(id);
  }
}
