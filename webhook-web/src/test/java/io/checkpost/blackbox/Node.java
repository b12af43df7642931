package io.checkpost.blackbox;

import io.checkpost.ingest.database.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One {@code checkpost.jar} as a process, killed with the test's JVM. */
final class Node implements AutoCloseable {

  static final String API_KEY = "blackbox-api-key-0123456789";
  static final String ADMIN_PASSWORD = "blackbox-password";
  private static final Path JAR = Path.of("target", "checkpost.jar").toAbsolutePath();
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofMinutes(2);

  private final @Nullable Process started;
  private final Path outputFile;
  private final int port;

  private Node(@Nullable Process started, Path outputFile, int port) {
    this.started = started;
    this.outputFile = outputFile;
    this.port = port;
    if (started != null) {
      Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    }
  }

  /** Returns a node that was never started, to be replaced by one. */
  static Node none() {
    return new Node(null, Path.of("none"), 0);
  }

  private Process process() {
    return Objects.requireNonNull(started, "never started");
  }

  /**
   * How a node is started.
   *
   * @param home its folder
   * @param jar what is run
   * @param port where it listens
   * @param environment its settings
   */
  record Plan(Path home, Path jar, int port, Map<String, String> environment) {

    static Plan in(Path home) {
      return new Plan(home, JAR, Scratch.freePort(), Map.of());
    }

    /** A folder and, on PostgreSQL, a database of its own. */
    static Plan on(Dialect dialect, String name) {
      Plan plan = in(Scratch.folder(name + "-" + dialect.name()));
      return dialect == Dialect.H2 ? plan : plan.with(Shared.OnePostgres.RUNNING.newDatabase());
    }

    /** Returns how another node of the same database is started. */
    Plan second() {
      return in(Scratch.folder("second"))
          .running(jar)
          .with(environment)
          .with("CHECKPOST_KEYSET_FILE", home.resolve("keyset.json").toString());
    }

    Plan with(String name, String value) {
      return with(Map.of(name, value));
    }

    Plan with(Map<String, String> more) {
      Map<String, String> all = new LinkedHashMap<>(environment);
      all.putAll(more);
      return new Plan(home, jar, port, all);
    }

    Plan running(Path otherJar) {
      return new Plan(home, otherJar, port, environment);
    }

    /** Starts a process and does not wait for it. */
    Node launch() {
      try {
        Path output = Files.createTempFile(home.resolveSibling(""), "node-", ".log");
        List<String> command =
            new ArrayList<>(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx768m",
                    "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-jar", jar.toString(), "--port", String.valueOf(port)));
        ProcessBuilder builder =
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.directory(home.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CHECKPOST_"));
        builder.environment().put("CHECKPOST_HOME", home.toString());
        builder.environment().put("CHECKPOST_API_KEY", API_KEY);
        builder.environment().put("CHECKPOST_ADMIN_PASSWORD", ADMIN_PASSWORD);
        builder.environment().putAll(environment);
        return new Node(builder.start(), output, port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Starts a process and returns when it takes messages. */
    Node start() {
      Node node = launch();
      node.awaitReady();
      return node;
    }
  }

  String baseUrl() {
    return "http://localhost:" + port;
  }

  Client client() {
    return new Client(baseUrl());
  }

  String output() {
    return Scratch.read(outputFile);
  }

  boolean isRunning() {
    return process().isAlive();
  }

  void awaitReady() {
    await(START, "ready", () -> statusOf("/health/ready") == 200);
  }

  /** Waits for a condition while the process lives. */
  void await(Duration patience, String what, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (!isRunning() || System.nanoTime() - end > 0) {
        throw new AssertionError(
            "the node is not %s; alive: %s; its output:%n%s"
                .formatted(what, isRunning(), output()));
      }
      Waiting.briefly();
    }
  }

  /** Returns the status of a GET, 0 when the port is closed. */
  int statusOf(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl() + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return Http.CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  /** As {@code kill -9}; returns when it is dead. */
  void kill() {
    if (started != null) {
      started.destroyForcibly();
      awaitExit(STOP);
    }
  }

  /** As {@code kill}; returns at once. */
  void terminate() {
    process().destroy();
  }

  /** Returns the exit status. */
  int awaitExit(Duration patience) {
    try {
      if (!process().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the node does not end; its output:\n" + output());
      }
      return process().exitValue();
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  /** Stops it in order. */
  @Override
  public void close() {
    terminate();
    awaitExit(STOP);
  }

  /** The one HTTP client of all tests. */
  static final class Http {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Http() {}
  }
}
