package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Right-to-rent updates of forty people, posted over many connections at once. What was
 * acknowledged is remembered; what was not is nobody's promise.
 */
final class Load {

  static final int CONNECTIONS = 16;
  private static final int SUBJECTS = 40;
  private static final int CHECKS = 3;

  private final List<Client> nodes;
  private final Portal portal;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Answer> unexpected = new ConcurrentLinkedQueue<>();
  private List<Thread> senders = List.of();
  private volatile int end;

  Load(Portal portal, Client... nodes) {
    this.portal = portal;
    this.nodes = List.of(nodes);
  }

  /**
   * A message that Checkpost promised to keep.
   *
   * @param messageId its id
   * @param body what was sent
   * @param disposition what it was said to be
   */
  record Acknowledged(String messageId, String body, @Nullable String disposition) {

    String sha256() {
      return VariantsIT.sha256(body.getBytes(UTF_8));
    }
  }

  /** Starts sending the next messages, so many at most. */
  void start(int messages) {
    end = next.get() + messages;
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Client node = nodes.get(i % nodes.size());
      Thread sender = new Thread(() -> sendUntilTheEnd(node), "sender-" + i);
      started.add(sender);
      sender.start();
    }
    senders = started;
  }

  private void sendUntilTheEnd(Client node) {
    for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
      String body = body(number);
      try {
        remember(body, node.tryPost(portal.intakePath(), body.getBytes(UTF_8), Map.of()));
      } catch (IOException e) {
        // cut off: the message may or may not have been stored
        Waiting.briefly();
      }
    }
  }

  private static String body(int number) {
    int subject = number % SUBJECTS;
    int check = subject * CHECKS + number / SUBJECTS % CHECKS;
    int status = number / SUBJECTS / CHECKS % 8;
    return """
        {"UpdateType":7,"Payload":"{\\"Id\\":%d,\\"Status\\":%d,\\"EntityId\\":\\"%s\\",\
        \\"ClientId\\":\\"a6beec64-5007-45b4-b49d-f4d17c99efee\\"}"}"""
        .formatted(check, status, new UUID(0x4000, subject + 1L));
  }

  private void remember(String body, Answer answer) {
    statuses.computeIfAbsent(answer.status(), status -> new AtomicInteger()).incrementAndGet();
    if (answer.status() == 200) {
      acknowledged.put(
          answer.messageId(), new Acknowledged(answer.messageId(), body, answer.disposition()));
    } else if (answer.status() != 503 || answer.headers().firstValue("Retry-After").isEmpty()) {
      unexpected.add(answer);
    } else {
      Waiting.briefly();
    }
  }

  /** Begins no more messages and returns when those under way are answered. */
  void stop() {
    end = 0;
    finish();
  }

  /** Returns when every message was sent. */
  void finish() {
    for (Thread sender : senders) {
      try {
        sender.join();
      } catch (InterruptedException e) {
        throw Waiting.interrupted(e);
      }
    }
  }

  int acknowledgedCount() {
    return acknowledged.size();
  }

  int answered(int status) {
    AtomicInteger count = statuses.get(status);
    return count == null ? 0 : count.get();
  }

  Map<String, Acknowledged> acknowledged() {
    return acknowledged;
  }

  /** Our faults are ours: 200, or 503 with Retry-After, and nothing else. */
  void checkAnswers() {
    assertThat(unexpected).isEmpty();
  }
}
