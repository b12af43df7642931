package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.database.Dialect;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 3 at both ends of a process's life. */
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(300)
class StopIT {

  private static final String BODY =
      """
      {"UpdateType":7,"Payload":{"Id":%d,"Status":%d,"EntityId":"9811e0dc-7bbb-4fdf-be96-b8c7c105080f"}}""";

  private final Node.Plan plan;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger number = new AtomicInteger();
  private final Map<String, AtomicInteger> seen = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();

  StopIT(Dialect dialect) {
    plan = Node.Plan.on(dialect, "stop");
  }

  @Test
  void aSenderThatPostsFromBeforeTheStartUntilAfterTheEndIsNeverToldThatItIsWrong()
      throws InterruptedException {
    Portal portal;
    try (Node first = plan.start()) {
      portal = first.client().newPortal("credas");
    }
    List<Thread> senders = startSenders(portal);
    Node node = plan.start();
    Waiting.until(
        Duration.ofMinutes(1), () -> "messages taken: " + seen, () -> acknowledged.size() > 200);
    node.terminate();
    assertThat(node.awaitExit(Duration.ofMinutes(1))).isZero();
    Waiting.sleep(Duration.ofMillis(500));
    over.set(true);
    for (Thread sender : senders) {
      sender.join();
    }

    assertThat(seen.keySet()).as("%s", seen).isSubsetOf("200", "503", "refused", "reset");
    assertThat(seen).containsKeys("200", "refused");
    assertKept(portal);
  }

  private void assertKept(Portal portal) {
    try (Node again = plan.start()) {
      Set<String> kept = new TreeSet<>();
      again.client().messagesOf(portal).forEach(item -> kept.add(item.path("id").textValue()));
      assertThat(kept).containsAll(acknowledged);
    }
  }

  /** Half of them keep their connections, half come anew each time. */
  private List<Thread> startSenders(Portal portal) {
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      boolean keepsConnection = i % 2 == 0;
      Thread sender = new Thread(() -> sendUntilOver(portal, keepsConnection));
      senders.add(sender);
      sender.start();
    }
    return senders;
  }

  private void sendUntilOver(Portal portal, boolean keepsConnection) {
    HttpClient client = newClient();
    while (!over.get()) {
      String outcome = send(client, portal);
      seen.computeIfAbsent(outcome, key -> new AtomicInteger()).incrementAndGet();
      if (outcome.equals("refused")) {
        Waiting.sleep(Duration.ofMillis(5));
      }
      if (!keepsConnection) {
        client = newClient();
      }
    }
  }

  private static HttpClient newClient() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private String send(HttpClient client, Portal portal) {
    int next = number.getAndIncrement();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + plan.port() + portal.intakePath()))
            .timeout(Duration.ofMinutes(1))
            .POST(BodyPublishers.ofString(BODY.formatted(next, next % 8), UTF_8))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      Answer answer = Answer.of(response);
      if (answer.status() == 200) {
        acknowledged.add(answer.messageId());
      }
      return answer.status() == 503 && answer.headers().firstValue("Retry-After").isEmpty()
          ? "503 without Retry-After"
          : String.valueOf(answer.status());
    } catch (ConnectException e) {
      return "refused";
    } catch (IOException e) {
      return "reset";
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }
}
