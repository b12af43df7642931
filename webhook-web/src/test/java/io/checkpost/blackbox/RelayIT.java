package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promise 8 against {@code kill -9}, on the packaged server. */
@Timeout(300)
class RelayIT {

  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final HttpServer target = target();

  private record Heard(String messageId, String portalId, boolean signed, String body) {}

  private HttpServer target() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
      server.setExecutor(Executors.newFixedThreadPool(8));
      server.createContext("/hook", this::hear);
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      heard.add(
          new Heard(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("checkpost-portal"),
              exchange.getRequestHeaders().getFirst("webhook-signature").startsWith("v1,"),
              body));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @AfterEach
  void stop() {
    target.stop(0);
  }

  @Test
  void everyAcceptedMessageIsRelayedAtLeastOnceAndInOrderForEachPersonAcrossAKill() {
    Path home = Scratch.folder("relay");
    Node.Plan plan =
        Node.Plan.in(home)
            .with("CHECKPOST_RELAY_ALLOW", "127.0.0.0/8")
            .with("CHECKPOST_RELAY_ALLOW_HTTP", "true");
    Node node = plan.start();
    Portal portal =
        node.client()
            .newPortal(
                "credas",
                more ->
                    more.put(
                        "relayUrl", "http://localhost:" + target.getAddress().getPort() + "/hook"));
    Load load = new Load(portal, node.client());
    load.start(5_000);
    Waiting.until(
        CATCH_UP, () -> heard.size() + " relayed in the meantime", () -> heard.size() > 200);
    node.kill();
    load.stop();

    node = plan.start();
    Client client = node.client();
    load.start(100);
    load.finish();
    Set<String> accepted =
        client.all("/api/v1/messages?disposition=accepted&portal=" + portal.id()).stream()
            .map(item -> item.path("id").textValue())
            .collect(Collectors.toSet());
    node.await(CATCH_UP, "done relaying", () -> heardIds().containsAll(accepted));
    node.await(CATCH_UP, "without pending deliveries", () -> pending(client, portal).isEmpty());

    assertThat(new HashSet<>(heardIds())).isEqualTo(accepted);
    assertThat(heard).allMatch(Heard::signed);
    assertThat(heard).allMatch(each -> each.portalId.equals(portal.id()));
    load.acknowledged()
        .forEach(
            (id, sent) ->
                assertThat(heard)
                    .filteredOn(each -> each.messageId.equals(id))
                    .allMatch(each -> each.body.equals(sent.body())));
    checkOrder(client);
    checkLists(client, portal, accepted);
    node.close();
  }

  private Set<String> heardIds() {
    return heard.stream()
        .map(Heard::messageId)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<JsonNode> pending(Client client, Portal portal) {
    return client.all("/api/v1/deliveries?state=pending&portal=" + portal.id());
  }

  /** The first time counts: what a kill interrupted may come again. */
  private void checkOrder(Client client) {
    Map<String, List<Long>> sequences = new HashMap<>();
    for (String id : heardIds()) {
      JsonNode update = client.message(id).path("updates").path(0);
      sequences
          .computeIfAbsent(update.path("subjectId").textValue(), subject -> new ArrayList<>())
          .add(update.path("sequence").longValue());
    }
    assertThat(sequences).hasSize(40);
    assertThat(sequences.values()).allSatisfy(order -> assertThat(order).isSorted());
  }

  private static void checkLists(Client client, Portal portal, Set<String> accepted) {
    List<JsonNode> delivered =
        client.all("/api/v1/deliveries?state=delivered&portal=" + portal.id());
    assertThat(delivered)
        .extracting(delivery -> delivery.path("messageId").textValue())
        .containsExactlyInAnyOrderElementsOf(accepted);
    String one = delivered.get(0).path("id").textValue();
    assertThat(client.get("/api/v1/deliveries/" + one).path("attempts"))
        .last()
        .matches(attempt -> attempt.path("status").intValue() == 204);
    assertThat(
            client
                .message(delivered.get(0).path("messageId").textValue())
                .path("deliveries")
                .path(0)
                .path("state")
                .textValue())
        .isEqualTo("delivered");
    assertThat(client.get("/api/v1/relay-targets").path("items"))
        .singleElement()
        .matches(state -> state.path("state").textValue().equals("closed"))
        .matches(state -> state.path("pending").intValue() == 0);
  }
}
