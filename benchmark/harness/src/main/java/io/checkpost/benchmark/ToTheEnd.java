package io.checkpost.benchmark;

import io.checkpost.benchmark.LoadGenerator.Load;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows messages to their end: accepted, observed by three observers, delivered to a target on
 * this machine. On one database, in a process of its own; then again beside many deliveries that a
 * dead target owes an answer.
 */
final class ToTheEnd implements AutoCloseable {

  private static final Path CHECKPOST = Path.of("webhook-web", "target", "checkpost.jar");
  private static final Path OBSERVERS =
      Path.of("benchmark", "observers", "target", "observers.jar");
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(5);

  /** Nobody listens there: the port is reserved and not used by anything. */
  private static final String DEAD_URL = "http://127.0.0.1:1/";

  static final int DEAD_DELIVERIES = 10_000;
  static final int PACE = 200;

  private final String database;
  private final Options options;
  private final LoadGenerator generator;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObservedSink observed;
  private final Target target;
  private final ServerProcess server;

  private ToTheEnd(
      String database,
      Options options,
      ObservedSink observed,
      Target target,
      ServerProcess server) {
    this.database = database;
    this.options = options;
    this.generator = new LoadGenerator(options.connections());
    this.observed = observed;
    this.target = target;
    this.server = server;
  }

  /** Starts a server on the given database. */
  static ToTheEnd start(
      String database, Options options, Path work, int port, Map<String, String> settings)
      throws IOException {
    ObservedSink observed = ObservedSink.open();
    Target target = Target.open();
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("CHECKPOST_API_KEY", CheckpostApi.KEY);
    environment.put("CHECKPOST_ADMIN_PASSWORD", CheckpostApi.KEY);
    environment.put("CHECKPOST_EXTENSIONS", extensions(work).toString());
    environment.put("CHECKPOST_RELAY_ALLOW", "127.0.0.0/8");
    environment.put("CHECKPOST_RELAY_ALLOW_HTTP", "true");
    environment.put("BENCHMARK_OBSERVED_PORT", String.valueOf(observed.port()));
    ServerProcess server =
        ServerProcess.start(
            "to-the-end-" + database.toLowerCase(java.util.Locale.ROOT),
            CHECKPOST,
            port,
            Servers.jvmArguments(options),
            environment,
            work);
    return new ToTheEnd(database, options, observed, target, server);
  }

  private static Path extensions(Path work) throws IOException {
    Path folder = Files.createDirectories(work.resolve("extensions"));
    Files.copy(OBSERVERS, folder.resolve("observers.jar"), StandardCopyOption.REPLACE_EXISTING);
    return folder;
  }

  /**
   * One way of sending and what came of it.
   *
   * @param name what it is
   * @param accepted per second
   * @param observed per second, until the last was
   * @param delivered per second, until the last was
   */
  record Line(
      String name,
      double accepted,
      double observed,
      double delivered,
      Latencies untilObserved,
      Latencies untilDelivered,
      long errors) {}

  List<Line> run() throws IOException, InterruptedException, SQLException {
    server.awaitReady(client);
    CheckpostApi api = new CheckpostApi(client, server);
    CheckpostApi.Portal live = api.newPortal(target.url());
    Contestant contestant = Contestant.of(database, server.port(), live.intakePath(), "accepted");
    generator.send(contestant, options.warmUp(), options.warmUpAnswers());
    awaitIdle();
    Line fast = measure("as fast as it goes", contestant, Integer.MAX_VALUE);
    Line paced = measure(PACE + " a second", contestant, PACE);
    owe(api);
    Line fastBeside =
        measure("as fast as it goes, beside a dead target", contestant, Integer.MAX_VALUE);
    Line pacedBeside = measure(PACE + " a second, beside a dead target", contestant, PACE);
    return List.of(fast, paced, fastBeside, pacedBeside);
  }

  /** Leaves many deliveries that cannot be made. */
  private void owe(CheckpostApi api) throws IOException, InterruptedException {
    CheckpostApi.Portal dead = api.newPortal(DEAD_URL);
    Contestant contestant = Contestant.of(database, server.port(), dead.intakePath(), "accepted");
    long sent = 0;
    while (sent < DEAD_DELIVERIES) {
      sent += generator.send(contestant, Duration.ofSeconds(1)).latencies().count();
    }
    long before;
    do {
      before = observed.arrivals().count();
      Thread.sleep(1000);
    } while (observed.arrivals().count() > before);
    if (!api.hasPendingDeliveries(dead)) {
      throw new IllegalStateException("the dead target is owed nothing");
    }
    observed.arrivals().take();
  }

  private Line measure(String name, Contestant contestant, int perSecond)
      throws IOException, InterruptedException {
    observed.arrivals().take();
    target.arrivals().take();
    long start = System.nanoTime();
    Duration duration = options.round().multipliedBy(options.rounds());
    Load load =
        perSecond == Integer.MAX_VALUE
            ? generator.send(contestant, duration)
            : generator.sendPaced(contestant, duration, perSecond);
    if (load.firstError() != null) {
      System.out.println(load.errors() + " errors, the first: " + load.firstError());
    }
    long accepted = load.sent() - load.errors();
    await(observed.arrivals(), accepted, "observed");
    await(target.arrivals(), accepted, "delivered");
    double observedSeconds = (observed.arrivals().lastAtNanos() - start) / 1e9;
    double deliveredSeconds = (target.arrivals().lastAtNanos() - start) / 1e9;
    return new Line(
        name,
        accepted / (load.duration().toNanos() / 1e9),
        accepted / observedSeconds,
        accepted / deliveredSeconds,
        observed.arrivals().take(),
        target.arrivals().take(),
        load.errors());
  }

  private static void await(Arrivals arrivals, long count, String what)
      throws InterruptedException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (arrivals.count() < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%d of %d messages were %s within %d minutes"
                .formatted(arrivals.count(), count, what, DRAIN_LIMIT.toMinutes()));
      }
      Thread.sleep(20);
    }
  }

  /** Until nothing arrives any more. */
  private void awaitIdle() throws InterruptedException {
    long before;
    do {
      before = target.arrivals().count();
      Thread.sleep(2000);
    } while (target.arrivals().count() > before);
  }

  static String table(String database, List<Line> lines) {
    StringBuilder out = new StringBuilder();
    out.append(
        "| %-44s | %10s | %10s | %11s | %12s | %12s | %13s | %13s |%n"
            .formatted(
                database,
                "accepted/s",
                "observed/s",
                "delivered/s",
                "observed p50",
                "observed p99",
                "delivered p50",
                "delivered p99"));
    out.append("|---|--:|--:|--:|--:|--:|--:|--:|%n".formatted());
    for (Line line : lines) {
      out.append(
          "| %-44s | %,10.0f | %,10.0f | %,11.0f | %9.1f ms | %9.1f ms | %10.1f ms | %10.1f ms |%n"
              .formatted(
                  line.name,
                  line.accepted,
                  line.observed,
                  line.delivered,
                  millis(line.untilObserved, 0.5),
                  millis(line.untilObserved, 0.99),
                  millis(line.untilDelivered, 0.5),
                  millis(line.untilDelivered, 0.99)));
    }
    Line alone = lines.get(0);
    Line beside = lines.get(2);
    out.append(
        "delivered / accepted %.2f; beside %,d deliveries to a dead target: accepted %.2f, delivered %.2f of without%n"
            .formatted(
                alone.delivered / alone.accepted,
                DEAD_DELIVERIES,
                beside.accepted / alone.accepted,
                beside.delivered / alone.delivered));
    return out.toString();
  }

  private static double millis(Latencies latencies, double share) {
    return latencies.percentile(share).toNanos() / 1e6;
  }

  @Override
  public void close() throws IOException {
    server.close();
    target.close();
    observed.close();
  }
}
