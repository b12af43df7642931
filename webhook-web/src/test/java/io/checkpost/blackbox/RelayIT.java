package io.checkpost.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.checkpost.blackbox.CallbackServer.Heard;
import io.checkpost.ingest.database.Dialect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 8 against {@code kill -9}, on the packaged server. */
@Timeout(300)
class RelayIT {

  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  private final CallbackServer target = new CallbackServer();

  RelayIT() throws IOException {}

  @AfterEach
  void stop() {
    target.close();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void everyAcceptedMessageIsRelayedAtLeastOnceAndInOrderForEachPersonAcrossAKill(Dialect dialect) {
    Node.Plan plan = Node.Plan.on(dialect, "relay").with(CallbackServer.settings());
    Node first = plan.start();
    Portal portal = relayingPortal(first);
    Load load = new Load(portal, first.client());
    load.start(5_000);
    awaitRelayed(200);
    first.kill();
    load.stop();

    try (Node second = plan.start()) {
      load.start(100);
      load.finish();
      checkRelayed(second, portal, load);
    }
  }

  @Test
  void nodesOfOneDatabaseRelayInOrderForEachPersonAndTakeOverFromEachOther() {
    Node.Plan plan = Node.Plan.on(Dialect.POSTGRESQL, "relay").with(CallbackServer.settings());
    Node one = plan.start();
    try (Node two = plan.second().start()) {
      Portal portal = relayingPortal(one);
      Load load = new Load(portal, one.client(), two.client());
      load.start(5_000);
      awaitRelayed(200);
      one.kill();
      load.stop();

      checkRelayed(two, portal, load);
    }
  }

  private Portal relayingPortal(Node node) {
    return node.client().newPortal("credas", more -> more.put("relayUrl", target.url()));
  }

  private void awaitRelayed(int messages) {
    Waiting.until(
        CATCH_UP,
        () -> target.heard().size() + " relayed in the meantime",
        () -> target.heard().size() > messages);
  }

  private void checkRelayed(Node node, Portal portal, Load load) {
    Client client = node.client();
    Set<String> accepted =
        client.all("/api/v1/messages?disposition=accepted&portal=" + portal.id()).stream()
            .map(item -> item.path("id").textValue())
            .collect(Collectors.toSet());
    node.await(CATCH_UP, "done relaying", () -> target.messageIds().containsAll(accepted));
    node.await(CATCH_UP, "without pending deliveries", () -> pending(client, portal).isEmpty());

    assertThat(target.messageIds()).isEqualTo(accepted);
    assertThat(target.heard()).allMatch(Heard::signed);
    assertThat(target.heard()).allMatch(each -> each.portalId().equals(portal.id()));
    load.acknowledged()
        .forEach(
            (id, sent) ->
                assertThat(target.heard())
                    .filteredOn(each -> each.messageId().equals(id))
                    .allMatch(each -> each.body().equals(sent.body())));
    checkOrder(client);
    checkLists(client, portal, accepted);
  }

  private static List<JsonNode> pending(Client client, Portal portal) {
    return client.all("/api/v1/deliveries?state=pending&portal=" + portal.id());
  }

  /** The first time counts: what a kill interrupted may come again. */
  private void checkOrder(Client client) {
    Map<String, List<Long>> sequences = new HashMap<>();
    for (String id : target.messageIds()) {
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
