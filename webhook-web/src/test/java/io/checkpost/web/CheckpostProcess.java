package io.checkpost.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The packaged jar as a process of its own: started, killed, started again on the same port and
 * home. Not safe for use by more than one thread.
 *
 * <pre>{@code
 * try (CheckpostProcess checkpost = new CheckpostProcess(home)) {
 *   checkpost.start();
 *   …
 *   checkpost.kill();
 *   checkpost.start();
 * }
 * }</pre>
 */
public final class CheckpostProcess implements AutoCloseable {

  /** The password of its user {@code admin}. */
  static final String PASSWORD = "correct horse battery staple";

  /** An API key of it. */
  static final String API_KEY = "key-of-the-page-tests-0123456789";

  private static final Path JAR = Path.of("target", "checkpost.jar").toAbsolutePath();
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final int POLL_MILLIS = 50;

  private final Path home;
  private final Path output;
  private final int port;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private Path javaHome = Path.of(System.getProperty("java.home"));
  private @Nullable Process process;

  /**
   * Prepares a process on a free port.
   *
   * @param home its {@code CHECKPOST_HOME}; what it prints goes to a file beside that
   */
  public CheckpostProcess(Path home) throws IOException {
    this.home = home.toAbsolutePath();
    this.output = this.home.resolveSibling(this.home.getFileName() + ".out");
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
  }

  /** Adds an environment variable. */
  public CheckpostProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Adds an option of the JVM, such as {@code -Xmx512m}. */
  public CheckpostProcess withJvmOption(String option) {
    jvmOptions.add(option);
    return this;
  }

  /** Runs it on another Java than the tests'. */
  public CheckpostProcess onJava(Path otherJavaHome) {
    javaHome = otherJavaHome;
    return this;
  }

  /**
   * Starts it and waits until it takes messages.
   *
   * @throws AssertionError when it ends or is not ready in time, with what it printed
   */
  public CheckpostProcess start() throws IOException, InterruptedException {
    launch();
    awaitReady();
    return this;
  }

  /** Starts it and does not wait. */
  public CheckpostProcess launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    // short runs: what the second compiler would save comes too late
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmOptions);
    command.addAll(
        List.of("-jar", JAR.toString(), "--host", "127.0.0.1", "--port", String.valueOf(port)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("CHECKPOST_"));
    builder.environment().put("CHECKPOST_HOME", home.toString());
    builder.environment().put("CHECKPOST_ADMIN_PASSWORD", PASSWORD);
    builder.environment().put("CHECKPOST_API_KEY", API_KEY);
    builder.environment().putAll(environment);
    process = builder.start();
    return this;
  }

  /** Waits until it takes messages. */
  public void awaitReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl() + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Instant end = Instant.now().plus(START);
    while (!process().waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not ready after " + START + ":\n" + output());
      }
      if (isReady(client, request)) {
        return;
      }
    }
    throw new AssertionError("ended with " + process().exitValue() + ":\n" + output());
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // the port is still closed
      return false;
    }
  }

  /** Ends it as a power cut would ({@code kill -9}). */
  public void kill() throws InterruptedException {
    process().destroyForcibly().waitFor();
  }

  /**
   * Asks it to stop (SIGTERM) and waits.
   *
   * @return its exit status
   * @throws AssertionError when it does not stop in time, with what it printed
   */
  public int terminate() throws IOException, InterruptedException {
    process().destroy();
    if (!process().waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("does not stop within " + STOP + ":\n" + output());
    }
    return process().exitValue();
  }

  /** Returns the server's address, without a slash at the end. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port;
  }

  /** Returns the port, which stays the same from start to start. */
  public int port() {
    return port;
  }

  /** Returns the folder in which it keeps its data. */
  public Path home() {
    return home;
  }

  /** Returns everything that it printed, in all of its runs. */
  public String output() throws IOException {
    return Files.exists(output) ? Files.readString(output, UTF_8) : "";
  }

  /** Tells whether it runs. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Returns the process that was started last. */
  public Process process() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      kill();
    }
  }
}
