package io.checkpost.benchmark;

import io.checkpost.benchmark.LoadGenerator.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The main class of the benchmark. */
public final class Benchmark {

  private static final Path WORK = Path.of("benchmark", "target", "run").toAbsolutePath();
  private static final Path RESULTS = Path.of("benchmark", "results");
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);

  private final Options options;
  private final List<AutoCloseable> closing = new ArrayList<>();
  private final Map<String, Long> answeredInAll = new LinkedHashMap<>();

  private Benchmark(Options options) {
    this.options = options;
  }

  /**
   * Runs the benchmark in the repository's root directory.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.HELP);
      return;
    }
    try {
      Options options = Options.read(List.of(arguments));
      System.exit(new Benchmark(options).runWithinLimit());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  /** Whatever happens, by a signal too, ends what was started. */
  private int runWithinLimit() {
    CountDownLatch closed = new CountDownLatch(1);
    Thread closer = new Thread(() -> close(closed), "close");
    Runtime.getRuntime().addShutdownHook(closer);
    Thread watchdog =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(options.limit().toSeconds());
                System.err.println("given up after " + options.limit().toMinutes() + " minutes");
                System.exit(3);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "limit");
    watchdog.setDaemon(true);
    watchdog.start();
    try {
      return run();
    } catch (IOException | SQLException | RuntimeException e) {
      e.printStackTrace();
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private int run() throws IOException, InterruptedException, SQLException {
    deleteAll(WORK);
    Files.createDirectories(WORK);
    return switch (options.scenario()) {
      case INTAKE -> compare();
      case TO_THE_END -> followToTheEnd();
      case GROWTH -> grow();
    };
  }

  private int grow() throws IOException, InterruptedException, SQLException {
    Postgres postgres = startPostgres(Growth.SERVER_SETTINGS);
    Growth growth = Growth.start(options, postgres, WORK);
    closing.add(0, growth);
    Growth.Figures before = growth.begin();
    say("%,d messages are there".formatted(growth.messages()));
    growth.grow(Benchmark::say);
    Growth.Figures after = growth.measure();
    System.out.println();
    System.out.println(Growth.table(before, after));
    return 0;
  }

  private Postgres startPostgres(Map<String, String> settings) throws IOException, SQLException {
    Machine.describe(WORK).forEach((name, value) -> System.out.printf("%-22s %s%n", name, value));
    Postgres postgres = Postgres.start(options.firstPort(), WORK, settings);
    closing.add(postgres);
    postgres.settings().forEach((name, value) -> System.out.printf("%-22s %s%n", name, value));
    return postgres;
  }

  private int followToTheEnd() throws IOException, InterruptedException, SQLException {
    Postgres postgres = startPostgres(Map.of());
    long errors = followToTheEnd("H2", Map.of());
    errors +=
        followToTheEnd(
            "PostgreSQL",
            Map.of(
                "CHECKPOST_DB_URL",
                postgres.createDatabase("checkpost"),
                "CHECKPOST_DB_USER",
                Postgres.USER));
    return errors == 0 ? 0 : 1;
  }

  private long followToTheEnd(String database, Map<String, String> settings)
      throws IOException, InterruptedException, SQLException {
    say("messages to their end, on " + database);
    ToTheEnd scenario = ToTheEnd.start(database, options, WORK, options.firstPort() + 1, settings);
    closing.add(0, scenario);
    List<ToTheEnd.Line> lines = scenario.run();
    System.out.println();
    System.out.println(ToTheEnd.table(database, lines));
    scenario.close();
    closing.remove(scenario);
    return lines.stream().mapToLong(ToTheEnd.Line::errors).sum();
  }

  private int compare() throws IOException, InterruptedException, SQLException {
    Instant startedAt = Instant.now();
    Map<String, String> settings = new LinkedHashMap<>(Machine.describe(WORK));
    say("starting PostgreSQL and three servers");
    Servers servers = Servers.start(options, WORK, closing);
    settings.putAll(settings(servers));
    settings.forEach((name, value) -> System.out.printf("%-22s %s%n", name, value));

    LoadGenerator generator = new LoadGenerator(options.connections());
    for (Contestant contestant : servers.contestants()) {
      say("warming " + contestant.name());
      note(contestant, generator.send(contestant, options.warmUp(), options.warmUpAnswers()));
    }
    servers.settle(SETTLE_LIMIT);
    Figures figures = measure(servers, generator);
    verifyStored(servers);

    Report report = new Report(startedAt, settings, figures);
    System.out.println();
    System.out.println(report.table());
    if (options.save()) {
      System.out.println("raw figures: " + report.save(RESULTS, options.mode()));
    }
    if (options.profile()) {
      servers.close();
      closing.remove(servers);
      printProfiles(servers, figures);
    }
    return figures.errors() == 0 ? 0 : 1;
  }

  private Map<String, String> settings(Servers servers) throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    servers
        .postgres()
        .settings()
        .forEach((name, value) -> settings.put("postgresql " + name, value));
    settings.put("each server", String.join(" ", servers.jvmArguments()));
    settings.put(
        "load",
        "closed loop, %d keep-alive connections, bodies of %d bytes"
            .formatted(options.connections(), servers.contestants().get(0).request().bodySize()));
    settings.put(
        "time",
        "%s mode: %d s and at least %,d answers of warm-up each, then %d rounds of %d s in turn"
            .formatted(
                options.mode(),
                options.warmUp().toSeconds(),
                options.warmUpAnswers(),
                options.rounds(),
                options.round().toSeconds()));
    if (options.profile()) {
      settings.put("recorded", "every server, by JFR: the figures are not comparable to others");
    }
    return settings;
  }

  private Figures measure(Servers servers, LoadGenerator generator)
      throws IOException, InterruptedException, SQLException {
    Map<String, List<Round>> rounds = new LinkedHashMap<>();
    for (int i = 1; i <= options.rounds(); i++) {
      for (Contestant contestant : servers.contestants()) {
        Load load = generator.send(contestant, options.round());
        note(contestant, load);
        Round round = new Round(load, servers.settle(SETTLE_LIMIT));
        rounds.computeIfAbsent(contestant.name(), name -> new ArrayList<>()).add(round);
        say(
            "round %d  %-30s %,8.0f/s  p50 %.2f ms  p99 %.2f ms"
                .formatted(
                    i,
                    contestant.name(),
                    round.perSecond(),
                    round.millis(0.5),
                    round.millis(0.99)));
      }
    }
    return new Figures(rounds);
  }

  private void note(Contestant contestant, Load load) {
    if (load.firstError() != null) {
      say("%d errors, the first: %s".formatted(load.errors(), load.firstError()));
    }
    answeredInAll.merge(contestant.name(), load.sent() - load.errors(), Long::sum);
  }

  /** A fast answer is worth nothing if the row is not there. */
  private void verifyStored(Servers servers) throws SQLException {
    verifyStored(servers, Names.INTAKE_POSTGRESQL, "checkpost", "message");
    verifyStored(servers, Names.BARE_POSTGRESQL, "bare", "bare");
  }

  private void verifyStored(Servers servers, String contestant, String database, String table)
      throws SQLException {
    long stored = servers.postgres().count(database, table);
    long answered = answeredInAll.getOrDefault(contestant, 0L);
    if (stored < answered) {
      throw new IllegalStateException(
          "%s: %d answers, but %d rows".formatted(contestant, answered, stored));
    }
    say("%s: %,d answers, %,d rows".formatted(contestant, answered, stored));
  }

  private static void printProfiles(Servers servers, Figures figures) throws IOException {
    for (Map.Entry<String, String> entry :
        Map.of(
                Names.INTAKE_H2, "checkpost-h2",
                Names.INTAKE_POSTGRESQL, "checkpost-postgresql")
            .entrySet()) {
      List<Round> rounds = figures.rounds().getOrDefault(entry.getKey(), List.of());
      System.out.println(entry.getKey() + ", from JFR:");
      System.out.println(Profile.read(servers.recording(entry.getValue()), rounds).text());
    }
  }

  private static void say(String line) {
    System.out.println(Instant.now().toString().substring(11, 19) + "  " + line);
  }

  private void close(CountDownLatch closed) {
    for (AutoCloseable started : List.copyOf(closing)) {
      try {
        started.close();
      } catch (Exception e) { // what AutoCloseable.close declares
        System.err.println("not stopped in order: " + e);
      }
    }
    closed.countDown();
  }

  private static void deleteAll(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
