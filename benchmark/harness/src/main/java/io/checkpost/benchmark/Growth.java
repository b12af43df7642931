package io.checkpost.benchmark;

import io.checkpost.benchmark.LoadGenerator.Load;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a page, an API call and intake cost beside few messages and beside many. The few are really
 * received; the many are copies of them made in the database, older than all of them and about
 * other people, as what piles up over the years is.
 */
final class Growth implements AutoCloseable {

  /** What one gives a server that is to hold so many; its default suits a laptop. */
  static final Map<String, String> SERVER_SETTINGS =
      Map.of("shared_buffers", "2GB", "max_wal_size", "16GB");

  private static final Path CHECKPOST = Path.of("webhook-web", "target", "checkpost.jar");
  private static final String DATABASE = "checkpost";
  private static final int RECEIVED = 10_000;
  private static final int ROWS_OF_A_PAGE = 50;
  private static final int LOOKS = 200;
  private static final int LOOKS_TO_WARM = 150;

  private final Options options;
  private final Postgres postgres;
  private final ServerProcess server;
  private final Target target;
  private final LoadGenerator generator;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Contestant> senders = new ArrayList<>();
  private final Map<String, String> pages = new LinkedHashMap<>();

  private Growth(Options options, Postgres postgres, ServerProcess server, Target target) {
    this.options = options;
    this.postgres = postgres;
    this.server = server;
    this.target = target;
    this.generator = new LoadGenerator(options.connections());
  }

  /** Starts a server on a database of its own. */
  static Growth start(Options options, Postgres postgres, Path work)
      throws IOException, SQLException {
    ServerProcess server =
        ServerProcess.start(
            "growth",
            CHECKPOST,
            options.firstPort() + 1,
            Servers.jvmArguments(options),
            Map.of(
                "CHECKPOST_DB_URL",
                postgres.createDatabase(DATABASE),
                "CHECKPOST_DB_USER",
                Postgres.USER,
                "CHECKPOST_RELAY_ALLOW",
                "127.0.0.0/8",
                "CHECKPOST_RELAY_ALLOW_HTTP",
                "true",
                "CHECKPOST_API_KEY",
                CheckpostApi.KEY,
                "CHECKPOST_ADMIN_PASSWORD",
                CheckpostApi.KEY),
            work);
    return new Growth(options, postgres, server, Target.open());
  }

  /**
   * What was measured at one size.
   *
   * @param messages how many messages there were
   * @param bytes how large the database was
   * @param pages how long each page took, by its name
   * @param perSecond how many messages were accepted in a second
   * @param intakeP99 of an answer of intake
   */
  record Figures(
      long messages,
      long bytes,
      Map<String, Duration> pages,
      double perSecond,
      Duration intakeP99) {}

  /** Receives the few messages and measures beside them. */
  Figures begin() throws IOException, InterruptedException, SQLException {
    server.awaitReady(client);
    CheckpostApi api = new CheckpostApi(client, server);
    CheckpostApi.Portal quiet = api.newPortal(target.url());
    CheckpostApi.Portal busy = api.newPortal(target.url());
    sender(busy, CredasBody.TEMPLATE, "accepted");
    sender(busy, CredasBody.liveness(1), "accepted");
    sender(busy, CredasBody.liveness(2), "accepted");
    sender(busy, CredasBody.UNKNOWN, "quarantined");
    for (int i = 0; i < ROWS_OF_A_PAGE; i++) {
      for (String update : CredasBody.ONE_PERSON) {
        api.send(busy, update);
        api.send(quiet, update);
      }
    }
    while (messages() < RECEIVED) {
      for (Contestant sender : senders) {
        generator.send(sender, Duration.ofMillis(200));
      }
    }
    awaitDone();
    resolveSome();
    choosePages(busy, quiet);
    look(); // the first round warms the second
    return measure();
  }

  /** A page must not be fast for having nothing on it. */
  private void resolveSome() throws SQLException {
    try (Connection connection = postgres.connect(DATABASE)) {
      Rows.resolve(connection, ROWS_OF_A_PAGE);
    }
  }

  private void sender(CheckpostApi.Portal portal, String body, String expected) {
    senders.add(Contestant.of(portal.id(), server.port(), portal.intakePath(), body, expected));
  }

  private void choosePages(CheckpostApi.Portal busy, CheckpostApi.Portal quiet)
      throws SQLException {
    String outcome =
        first("SELECT outcome FROM check_update WHERE check_type = 'liveness' LIMIT 1");
    String message = first("SELECT id FROM message WHERE disposition = 'accepted' LIMIT 1");
    pages.put("overview", "/overview");
    pages.put("messages", "/messages");
    pages.put("messages of a portal", "/messages?portal=" + busy.id());
    pages.put("messages in quarantine", "/messages?disposition=quarantined");
    pages.put("messages of a check", "/messages?checkType=liveness");
    pages.put("messages of a check and outcome", "/messages?checkType=liveness&outcome=" + outcome);
    pages.put(
        "messages of a portal and outcome",
        "/messages?portal=%s&outcome=%s".formatted(busy.id(), outcome));
    pages.put(
        "messages of a quiet portal and check",
        "/messages?portal=%s&checkType=right_to_rent".formatted(quiet.id()));
    pages.put(
        "messages that no portal has",
        "/messages?portal=%s&disposition=quarantined".formatted(quiet.id()));
    pages.put(
        "messages of an hour long ago",
        "/messages?portal=%s&from=2026-10-01T00:00&to=2026-10-01T01:00".formatted(busy.id()));
    pages.put("one message", "/message?id=" + message);
    pages.put("person", "/person?provider=credas&subject=" + CredasBody.PERSON);
    pages.put("search", "/search?q=" + message);
    pages.put("attention", "/attention");
    pages.put("attention, resolved", "/attention?state=resolved");
    pages.put("deliveries", "/deliveries");
    pages.put("deliveries of a portal", "/deliveries?state=all&portal=" + busy.id());
    pages.put(
        "one delivery", "/delivery?id=" + first("SELECT id FROM delivery ORDER BY id LIMIT 1"));
    pages.put("observers", "/observers");
    pages.put("portals", "/portals");
    pages.put("portal", "/portal?id=" + busy.id());
  }

  private String first(String sql) throws SQLException {
    try (Connection connection = postgres.connect(DATABASE)) {
      return Rows.first(connection, sql);
    }
  }

  /** Returns how many messages there are. */
  long messages() throws SQLException {
    return postgres.count(DATABASE, "message");
  }

  private long bytes() throws SQLException {
    return Long.parseLong(first("SELECT pg_database_size('" + DATABASE + "')"));
  }

  /** Makes the many out of the few. */
  void grow(Consumer<String> say) throws SQLException, InterruptedException {
    awaitDone();
    try (Connection connection = postgres.connect(DATABASE)) {
      Rows rows = Rows.of(connection);
      while (messages() < options.messages()) {
        rows.copy();
        say.accept("%,d messages".formatted(messages()));
      }
      rows.settle();
    }
  }

  private void awaitDone() throws SQLException, InterruptedException {
    while (!first("SELECT COUNT(*) FROM pending_dispatch").equals("0")
        || !first("SELECT COUNT(*) FROM delivery WHERE state = 'pending'").equals("0")) {
      Thread.sleep(500);
    }
  }

  private Map<String, Duration> look() throws IOException, InterruptedException {
    Visitor visitor = Visitor.signIn(server.port(), "admin", CheckpostApi.KEY);
    Map<String, Duration> times = new LinkedHashMap<>();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      times.put(page.getKey(), visitor.median(page.getValue(), LOOKS_TO_WARM, LOOKS));
    }
    return times;
  }

  /** Measures beside what there is. */
  Figures measure() throws IOException, InterruptedException, SQLException {
    awaitDone();
    postgres.checkpoint();
    long messages = messages();
    Map<String, Duration> times = look();
    generator.send(senders.get(0), options.warmUp(), options.warmUpAnswers());
    Load load = generator.send(senders.get(0), options.round().multipliedBy(options.rounds()));
    if (load.firstError() != null) {
      throw new IllegalStateException("intake failed: " + load.firstError());
    }
    return new Figures(
        messages,
        bytes(),
        times,
        load.sent() / (load.duration().toNanos() / 1e9),
        load.latencies().percentile(0.99));
  }

  static String table(Figures few, Figures many) {
    StringBuilder out = new StringBuilder();
    out.append(
        "| %-36s | %,13d messages | %,13d messages | ratio |%n|---|--:|--:|--:|%n"
            .formatted("", few.messages, many.messages));
    few.pages.forEach(
        (page, time) -> {
          Duration later = many.pages.getOrDefault(page, Duration.ZERO);
          out.append(
              "| %-36s | %19.2f ms | %19.2f ms | %5.2f |%n"
                  .formatted(page, millis(time), millis(later), millis(later) / millis(time)));
        });
    out.append(
        "| %-36s | %,20.0f /s | %,20.0f /s | %5.2f |%n"
            .formatted(
                "intake, accepted", few.perSecond, many.perSecond, many.perSecond / few.perSecond));
    out.append(
        "| %-36s | %19.2f ms | %19.2f ms | %5.2f |%n"
            .formatted(
                "intake, p99",
                millis(few.intakeP99),
                millis(many.intakeP99),
                millis(many.intakeP99) / millis(few.intakeP99)));
    out.append(
        "| %-36s | %19.1f GB | %19.1f GB | %5.0f |%n"
            .formatted(
                "size of the database",
                few.bytes / 1e9,
                many.bytes / 1e9,
                (double) many.bytes / few.bytes));
    return out.toString();
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  @Override
  public void close() {
    server.close();
    target.close();
  }
}
