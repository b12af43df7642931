package io.checkpost.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Checkpost relays to: takes every delivery at once. A message's id says in which millisecond
 * it was received.
 */
final class Target implements AutoCloseable {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int NO_CONTENT = 204;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Arrivals arrivals = new Arrivals();

  private Target(HttpServer server) {
    this.server = server;
  }

  static Target open() throws IOException {
    Target target =
        new Target(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256));
    target.server.createContext("/", target::take);
    target.server.setExecutor(target.threads);
    target.server.start();
    return target;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  Arrivals arrivals() {
    return arrivals;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(NO_CONTENT, -1);
    }
    long sentAt = receivedAtMillis(exchange.getRequestHeaders().getFirst("webhook-id"));
    arrivals.add((System.currentTimeMillis() - sentAt) * 1_000_000);
  }

  private static long receivedAtMillis(String webhookId) {
    Matcher id = ID.matcher(webhookId);
    if (!id.find()) {
      throw new IllegalStateException("no message id in webhook-id");
    }
    return UUID.fromString(id.group()).getMostSignificantBits() >>> 16;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
