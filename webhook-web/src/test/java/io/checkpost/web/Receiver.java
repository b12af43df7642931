package io.checkpost.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The URLs of several portals: each path is a target of its own, well or not. */
final class Receiver implements AutoCloseable {

  private static final int WELL = 204;

  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> taken = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpServer server;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      int status = statuses.getOrDefault(path, WELL);
      if (status == WELL) {
        taken(path).add(exchange.getRequestHeaders().getFirst("webhook-id"));
        exchange.sendResponseHeaders(status, -1);
      } else {
        byte[] answer = "{\"error\":\"no room for <b>Ada Lovelace</b>\"}".getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
      }
    }
  }

  String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  void answer(String path, int status) {
    statuses.put(path, status);
  }

  void beWell(String path) {
    statuses.remove(path);
  }

  /** Returns the messages that a target took. */
  Set<String> taken(String path) {
    return taken.computeIfAbsent(path, unused -> ConcurrentHashMap.newKeySet());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
