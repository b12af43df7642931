package io.checkpost.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One server in a process of its own, on 127.0.0.1. */
final class ServerProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

  private final String name;
  private final Process process;
  private final int port;
  private final Path log;

  private ServerProcess(String name, Process process, int port, Path log) {
    this.name = name;
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts an executable jar of the launcher's kind; it need not be ready yet. */
  static ServerProcess start(
      String name,
      Path jar,
      int port,
      List<String> jvmArguments,
      Map<String, String> environment,
      Path work)
      throws IOException {
    Path home = Files.createDirectories(work.resolve(name));
    Path log = work.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-jar", jar.toString(), "--host", "127.0.0.1"));
    command.addAll(List.of("--port", String.valueOf(port), "--home", home.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // settings of whoever runs this are none of this run
    builder.environment().keySet().removeIf(variable -> variable.startsWith("CHECKPOST_"));
    builder.environment().putAll(environment);
    return new ServerProcess(name, builder.start(), port, log);
  }

  int port() {
    return port;
  }

  String name() {
    return name;
  }

  /**
   * Waits until a request is answered, by whatever status: the launcher's port opens when ready.
   */
  void awaitReady(HttpClient client) throws IOException, InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    HttpRequest probe =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    while (true) {
      if (!process.isAlive()) {
        throw new IOException(name + " did not start:\n" + Files.readString(log));
      }
      if (System.nanoTime() > end) {
        throw new IOException(name + " is not ready after " + START_LIMIT.toSeconds() + " s");
      }
      try {
        if (client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() != 503) {
          return;
        }
      } catch (IOException e) {
        // not yet
      }
      Thread.sleep(100);
    }
  }

  /** Returns the processor time that the process has used so far. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
