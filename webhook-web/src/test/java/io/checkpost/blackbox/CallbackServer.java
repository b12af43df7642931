package io.checkpost.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A receiver of what is relayed, that remembers what it heard in the order in which it did. */
final class CallbackServer implements AutoCloseable {

  private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpServer server;

  /** One request. */
  record Heard(String messageId, String portalId, boolean signed, String body) {}

  CallbackServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/hook", this::hear);
    server.start();
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

  /** Returns what lets a node relay to it. */
  static Map<String, String> settings() {
    return Map.of(
        "CHECKPOST_RELAY_ALLOW", "127.0.0.0/8",
        "CHECKPOST_RELAY_ALLOW_HTTP", "true");
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/hook";
  }

  Queue<Heard> heard() {
    return heard;
  }

  /** Returns the messages in the order in which each was heard first. */
  Set<String> messageIds() {
    return heard.stream()
        .map(Heard::messageId)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
