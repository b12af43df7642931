package io.checkpost.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code checkpost.jar} as a process with extensions in it, for tests of an extension. It needs
 * nothing but the JDK. Not safe for use by more than one thread.
 *
 * <pre>{@code
 * try (CheckpostServer checkpost = new CheckpostServer(jar, folder).extendedBy(extension).start()) {
 *   String intake = checkpost.newPortal("credas");
 *   checkpost.post(intake, sample);
 *   checkpost.await("entered", () -> Files.exists(ledger));
 * }
 * }</pre>
 */
public final class CheckpostServer implements AutoCloseable {

  private static final String API_KEY = "api-key-of-the-tests-0123456789";
  private static final String PASSWORD = "password of the tests";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)/\\s");
  private static final Pattern INTAKE_PATH = Pattern.compile("\"intakePath\" *: *\"([^\"]+)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"");

  private final Path jar;
  private final Path home;
  private final Path extensions;
  private final Path output;
  private final Map<String, String> environment = new TreeMap<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private @Nullable Process process;
  private String baseUrl = "";

  /**
   * Prepares a server.
   *
   * @param jar {@code checkpost.jar}
   * @param folder an empty folder for its files
   */
  public CheckpostServer(Path jar, Path folder) throws IOException {
    this.jar = jar.toAbsolutePath();
    this.home = Files.createDirectory(folder.resolve("home")).toAbsolutePath();
    this.extensions = Files.createDirectory(folder.resolve("extensions")).toAbsolutePath();
    this.output = folder.resolve("output").toAbsolutePath();
  }

  /** Adds an environment variable, such as {@code CHECKPOST_DB_URL} or one of the extension's. */
  public CheckpostServer with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Takes in a jar. */
  public CheckpostServer extendedBy(Path extension) throws IOException {
    Files.copy(extension, extensions.resolve(Objects.requireNonNull(extension.getFileName())));
    return this;
  }

  /** Takes in a jar of these classes alone, so that a test can bring observers of its own. */
  public CheckpostServer extendedBy(String fileName, Class<?>... classes) throws IOException {
    try (JarOutputStream extension =
        new JarOutputStream(Files.newOutputStream(extensions.resolve(fileName)))) {
      for (Class<?> type : classes) {
        String name = type.getName().replace('.', '/') + ".class";
        extension.putNextEntry(new JarEntry(name));
        try (InputStream bytes =
            Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name), name)) {
          bytes.transferTo(extension);
        }
      }
    }
    return this;
  }

  /**
   * Starts it and returns when it takes messages.
   *
   * @throws AssertionError when it ends or takes too long, with what it printed
   */
  public CheckpostServer start() throws IOException {
    Process started = launch();
    process = started;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    await("listening", () -> LISTENING.matcher(output()).find());
    Matcher listening = LISTENING.matcher(output());
    baseUrl = listening.find() ? listening.group(1) : "";
    await("ready", () -> get("/health/ready").statusCode() == 200);
    return this;
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
    command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--home", home.toString()));
    command.addAll(List.of("--extensions", extensions.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CHECKPOST_"));
    builder.environment().put("CHECKPOST_API_KEY", API_KEY);
    builder.environment().put("CHECKPOST_ADMIN_PASSWORD", PASSWORD);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Returns what it printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for a condition while the process lives.
   *
   * @param what what is waited for, for the message of a failure
   */
  public void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (process == null || !process.isAlive() || System.nanoTime() - end > 0) {
        throw new AssertionError("not " + what + "; the server printed:\n" + output());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Makes a portal and returns the path at which it receives. */
  public String newPortal(String provider) {
    String body = "{\"name\":\"Test\",\"provider\":\"%s\"}".formatted(provider);
    HttpResponse<String> answer =
        send(
            request("/api/v1/portals")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    Matcher path = INTAKE_PATH.matcher(answer.body());
    if (answer.statusCode() != 201 || !path.find()) {
      throw new AssertionError("no portal: " + answer.statusCode() + " " + answer.body());
    }
    return path.group(1);
  }

  /** Posts a body, as a provider does. */
  public HttpResponse<String> post(String intakePath, String body) {
    return send(request(intakePath).POST(BodyPublishers.ofString(body)));
  }

  /** Calls the management API, or anything else that answers a GET. */
  public HttpResponse<String> get(String pathAndQuery) {
    return send(request(pathAndQuery));
  }

  /** Returns the HTML of a page as it is shown to the user {@code admin}. */
  public String page(String pathAndQuery) {
    HttpResponse<String> page = send(request(pathAndQuery));
    if (page.uri().getPath().equals("/sign-in")) {
      page = signIn(page);
    }
    if (page.statusCode() != 200) {
      throw new AssertionError(pathAndQuery + " answers " + page.statusCode());
    }
    return page.body();
  }

  /** Fills in the form; the answer leads to the page that was asked for. */
  private HttpResponse<String> signIn(HttpResponse<String> form) {
    StringBuilder values =
        new StringBuilder("name=admin&enter=&password=").append(encoded(PASSWORD));
    for (Matcher hidden = HIDDEN.matcher(form.body()); hidden.find(); ) {
      values.append('&').append(encoded(hidden.group(1)));
      values.append('=').append(encoded(hidden.group(2)));
    }
    return send(
        HttpRequest.newBuilder(form.uri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(values.toString())));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + pathAndQuery));
    return pathAndQuery.startsWith("/api/")
        ? request.header("Authorization", "Bearer " + API_KEY)
        : request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Stops it in order. */
  @Override
  public void close() {
    Process started = process;
    if (started == null) {
      return;
    }
    started.destroy();
    try {
      if (!started.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        started.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }
}
