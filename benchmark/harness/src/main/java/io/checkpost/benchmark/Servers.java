package io.checkpost.benchmark;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is compared, started: PostgreSQL, one Checkpost on each database, and the
 * baseline. Each server is a process of its own, all with the same Java, launcher and settings.
 */
final class Servers implements AutoCloseable {

  private static final Path CHECKPOST = Path.of("webhook-web", "target", "checkpost.jar");
  private static final Path BASELINE = Path.of("benchmark", "baseline", "target", "baseline.jar");

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final double QUIET_SHARE = 0.1;

  private final Options options;
  private final Path work;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Postgres postgres;
  private final List<ServerProcess> processes = new ArrayList<>();
  private final List<Contestant> contestants = new ArrayList<>();

  private Servers(Options options, Path work) throws IOException {
    this.options = options;
    this.work = work;
    this.postgres = Postgres.start(options.firstPort(), work);
  }

  /** Starts everything; what was started is in {@code closing} even if the rest fails. */
  static Servers start(Options options, Path work, List<AutoCloseable> closing)
      throws IOException, InterruptedException, SQLException {
    Servers servers = new Servers(options, work);
    closing.add(servers);
    servers.startAll();
    return servers;
  }

  private void startAll() throws IOException, InterruptedException, SQLException {
    String checkpostUrl = postgres.createDatabase("checkpost");
    String bareUrl = postgres.createDatabase("bare") + "?user=" + Postgres.USER;
    int port = options.firstPort();
    ServerProcess baseline =
        start(
            "baseline",
            BASELINE,
            port + 1,
            Map.of(
                "BASELINE_H2", work.resolve("bare-h2").toString(), "BASELINE_POSTGRESQL", bareUrl));
    ServerProcess onH2 = startCheckpost("checkpost-h2", port + 2, Map.of());
    ServerProcess onPostgres =
        startCheckpost(
            "checkpost-postgresql",
            port + 3,
            Map.of("CHECKPOST_DB_URL", checkpostUrl, "CHECKPOST_DB_USER", Postgres.USER));
    for (ServerProcess process : processes) {
      process.awaitReady(client);
    }
    contestants.add(Contestant.of(Names.NO_OP, baseline.port(), "/no-op", "ignored"));
    contestants.add(Contestant.of(Names.BARE_H2, baseline.port(), "/group-commit/h2", "stored"));
    contestants.add(Contestant.of(Names.INTAKE_H2, onH2.port(), intakePath(onH2), "accepted"));
    contestants.add(
        Contestant.of(
            Names.BARE_POSTGRESQL, baseline.port(), "/group-commit/postgresql", "stored"));
    contestants.add(
        Contestant.of(
            Names.INTAKE_POSTGRESQL, onPostgres.port(), intakePath(onPostgres), "accepted"));
  }

  private ServerProcess startCheckpost(String name, int port, Map<String, String> database)
      throws IOException {
    Map<String, String> environment = new HashMap<>(database);
    environment.put("CHECKPOST_API_KEY", CheckpostApi.KEY);
    environment.put("CHECKPOST_ADMIN_PASSWORD", CheckpostApi.KEY);
    return start(name, CHECKPOST, port, environment);
  }

  private ServerProcess start(String name, Path jar, int port, Map<String, String> environment)
      throws IOException {
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is missing: benchmark/run builds it");
    }
    List<String> jvmArguments = new ArrayList<>(jvmArguments());
    if (options.profile()) {
      jvmArguments.add(
          "-XX:StartFlightRecording:settings=profile,dumponexit=true,filename=" + recording(name));
    }
    ServerProcess process = ServerProcess.start(name, jar, port, jvmArguments, environment, work);
    processes.add(process);
    return process;
  }

  /** Returns the settings of each server's JVM. */
  List<String> jvmArguments() {
    return jvmArguments(options);
  }

  static List<String> jvmArguments(Options options) {
    return List.of("-Xms" + options.heap(), "-Xmx" + options.heap(), "-XX:+UseG1GC");
  }

  /** Returns where a server's recording is once it has stopped. */
  Path recording(String name) {
    return work.resolve(name + ".jfr");
  }

  private String intakePath(ServerProcess checkpost) throws IOException, InterruptedException {
    return new CheckpostApi(client, checkpost).newPortal(null).intakePath();
  }

  List<Contestant> contestants() {
    return contestants;
  }

  Postgres postgres() {
    return postgres;
  }

  /**
   * Waits until the servers have nothing left to do, so that no round pays for the one before it.
   *
   * @return how long that took, at most {@code limit}
   */
  Duration settle(Duration limit) throws InterruptedException, SQLException {
    long start = System.nanoTime();
    long end = start + limit.toNanos();
    Duration before = cpuTime();
    Duration settled = Duration.ZERO;
    while (System.nanoTime() < end) {
      Thread.sleep(LOOK.toMillis());
      Duration now = cpuTime();
      if (now.minus(before).toNanos() < LOOK.toNanos() * QUIET_SHARE) {
        break;
      }
      settled = Duration.ofNanos(System.nanoTime() - start);
      before = now;
    }
    postgres.checkpoint();
    return settled;
  }

  private Duration cpuTime() {
    return processes.stream().map(ServerProcess::cpuTime).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() throws IOException {
    processes.parallelStream().forEach(ServerProcess::close);
    postgres.close();
  }
}
