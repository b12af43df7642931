package io.checkpost.blackbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server that can be stopped, crashed and started again on the same data and port. */
final class Postgres implements AutoCloseable {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path data;
  private final int port = Scratch.freePort();
  private @Nullable EmbeddedPostgres server;

  private Postgres(Path data) {
    this.data = data;
  }

  static Postgres started() {
    Postgres postgres = new Postgres(Scratch.folder("postgres").resolve("data"));
    postgres.start();
    return postgres;
  }

  Path data() {
    return data;
  }

  void start() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPort(port)
              .setServerConfig("fsync", "on")
              .setServerConfig("max_connections", "100")
              // a database whose administrator turned it off: Checkpost has to ask for it
              .setServerConfig("synchronous_commit", "off")
              .setPGStartupWait(Duration.ofMinutes(1))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres server() {
    EmbeddedPostgres running = server;
    if (running == null) {
      throw new IllegalStateException("PostgreSQL is stopped");
    }
    return running;
  }

  /** Stops it in order: connections are closed, everything is written. */
  void stop() {
    try {
      server().close();
      server = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it as a crash does: all its processes end at once and write nothing. */
  void crash() {
    try {
      long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
      new ProcessBuilder("kill", "-QUIT", String.valueOf(postmaster)).start().waitFor();
      ProcessHandle.of(postmaster)
          .ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
      stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }

  /** Makes a database and returns the settings that lead to it. */
  Map<String, String> newDatabase() {
    String name = "checkpost_" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return settings(name);
  }

  Map<String, String> settings(String database) {
    return Map.of(
        "CHECKPOST_DB_URL", "jdbc:postgresql://localhost:" + port + "/" + database,
        "CHECKPOST_DB_USER", "postgres",
        "CHECKPOST_DB_PASSWORD", "postgres");
  }

  void execute(String sql) {
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      stop();
    }
  }
}
