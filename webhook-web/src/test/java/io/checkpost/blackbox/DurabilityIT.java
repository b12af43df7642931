package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.checkpost.blackbox.observer.MoodyObserver;
import io.checkpost.blackbox.observer.WritingObserver;
import io.checkpost.ingest.database.Dialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Promises 1 and 4 against {@code kill -9}, on the packaged server with a team's observer in it.
 */
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(600)
class DurabilityIT {

  private static final long SEED = Long.getLong("checkpost.test.seed", System.nanoTime());
  private static final int KILLS = 5;
  private static final int MESSAGES = 2000;
  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  private final Node.Plan plan;
  private final List<Path> observedFiles = new ArrayList<>();

  DurabilityIT(Dialect dialect) {
    plan =
        Node.Plan.on(dialect, "durability")
            .running(ObservedJar.path())
            // a node that was killed keeps its share of the dispatch for so long
            .with("CHECKPOST_DISPATCH_LEASE", "PT5S")
            .with("CHECKPOST_OBSERVER_RETRY_FIRST", "PT0.1S");
  }

  private Node start() {
    Path observed = plan.home().resolve("observed-" + observedFiles.size());
    observedFiles.add(observed);
    return plan.with(WritingObserver.FILE, observed.toString()).start();
  }

  /** Promise 1, with promise 4 as far as recovery goes. */
  @Test
  void noAcknowledgedMessageIsLostByKillsAndEachAcceptedUpdateIsObservedInOrder() {
    System.out.println("DurabilityIT: -Dcheckpost.test.seed=" + SEED);
    Random random = new Random(SEED);
    Node node = start();
    Portal portal = node.client().newPortal("credas");
    Load load = new Load(portal, node.client());
    for (int kill = 0; kill < KILLS; kill++) {
      killUnderLoad(node, load, random);
      node = start();
      checkKept(node.client(), portal, load);
    }
    load.start(100);
    load.finish();
    checkObserved(node, portal);
    checkBytes(node.client(), load, random);
    node.close();
  }

  private static void killUnderLoad(Node node, Load load, Random random) {
    int before = load.acknowledgedCount();
    int until = before + 1 + random.nextInt(MESSAGES - MESSAGES / 10);
    load.start(MESSAGES);
    Waiting.until(
        Duration.ofMinutes(2),
        () -> "%d of %d messages acknowledged".formatted(load.acknowledgedCount(), until),
        () -> load.acknowledgedCount() >= until);
    Waiting.sleep(Duration.ofMillis(random.nextInt(40)));
    node.kill();
    load.stop();
    load.checkAnswers();
  }

  private static void checkKept(Client client, Portal portal, Load load) {
    Map<String, JsonNode> kept =
        client.messagesOf(portal).stream()
            .collect(Collectors.toMap(item -> item.path("id").textValue(), item -> item));
    assertThat(kept.keySet()).containsAll(load.acknowledged().keySet());
    load.acknowledged()
        .forEach(
            (id, acknowledged) -> {
              JsonNode message = kept.getOrDefault(id, MissingNode.getInstance());
              assertThat(message.path("sha256").textValue()).isEqualTo(acknowledged.sha256());
              assertThat(message.path("disposition").textValue())
                  .isEqualTo(acknowledged.disposition());
            });
  }

  private void checkObserved(Node node, Portal portal) {
    Set<String> accepted =
        node.client().all("/api/v1/messages?disposition=accepted&portal=" + portal.id()).stream()
            .map(item -> item.path("id").textValue())
            .collect(Collectors.toSet());
    for (String observer : List.of("", MoodyObserver.SUFFIX)) {
      node.await(
          CATCH_UP,
          "done observing" + observer,
          () -> observed(observer).messageIds().containsAll(accepted));

      assertThat(observed(observer).messageIds()).isEqualTo(accepted);
      observed(observer).checkFirstTimesInOrder();
      for (Path run : observedFiles) {
        Observed.in(Scratch.read(Path.of(run + observer))).checkStrictOrder();
      }
    }
  }

  private Observed observed(String observer) {
    return Observed.in(
        observedFiles.stream()
            .map(run -> Scratch.read(Path.of(run + observer)))
            .collect(Collectors.joining()));
  }

  private static void checkBytes(Client client, Load load, Random random) {
    List<Load.Acknowledged> some = new ArrayList<>(load.acknowledged().values());
    for (int i = 0; i < 50; i++) {
      Load.Acknowledged one = some.get(random.nextInt(some.size()));
      assertThat(client.body(one.messageId())).isEqualTo(one.body().getBytes(UTF_8));
    }
  }
}
