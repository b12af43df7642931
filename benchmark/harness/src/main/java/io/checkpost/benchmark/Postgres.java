package io.checkpost.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server of this run's own that waits for the disk. */
final class Postgres implements AutoCloseable {

  static final String USER = "postgres";

  private static final List<String> SHOWN =
      List.of(
          "server_version",
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "wal_sync_method",
          "shared_buffers");

  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static Postgres start(int port, Path work) throws IOException {
    return start(port, work, Map.of());
  }

  /** Starts a server with more settings than its own defaults. */
  static Postgres start(int port, Path work, Map<String, String> settings) throws IOException {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    settings.forEach(builder::setServerConfig);
    return new Postgres(
        builder
            .setPort(port)
            .setDataDirectory(work.resolve("postgresql"))
            .setOverrideWorkingDirectory(work.resolve("postgresql-binaries").toFile())
            .setCleanDataDirectory(true)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start());
  }

  String createDatabase(String name) throws SQLException {
    execute("CREATE DATABASE " + name);
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
  }

  /**
   * Returns the settings that the figures depend on, as the server has them in force.
   *
   * @throws IllegalStateException when it would not wait for the disk
   */
  Map<String, String> settings() throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : SHOWN) {
      settings.put(name, query("SHOW " + name));
    }
    if (!"on".equals(settings.get("fsync")) || !"on".equals(settings.get("synchronous_commit"))) {
      throw new IllegalStateException("PostgreSQL does not wait for the disk: " + settings);
    }
    return settings;
  }

  private String query(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Opens a connection to another database than this server's own. */
  Connection connect(String database) throws SQLException {
    return server.getDatabase(USER, database).getConnection();
  }

  /** Counts the rows of a table in another database than this server's own. */
  long count(String database, String table) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Writes what an earlier round left to be written, so that no other round pays for it. */
  void checkpoint() throws SQLException {
    execute("CHECKPOINT");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
