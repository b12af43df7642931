package io.checkpost.ingest.database;

import io.checkpost.ingest.configuration.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The one PostgreSQL server of a test run. It is started when first asked for and stopped with the
 * JVM. New databases are copies of a migrated one, so that a test pays for no migration.
 */
final class TestPostgres {

  private static final String TEMPLATE = "checkpost_template";

  private final EmbeddedPostgres server;

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static TestPostgres running() {
    return Holder.RUNNING;
  }

  private static TestPostgres start() {
    try {
      // a test's databases outlive no crash, so that nothing is gained by waiting for the disk
      TestPostgres started =
          new TestPostgres(
              EmbeddedPostgres.builder()
                  .setServerConfig("fsync", "off")
                  .setServerConfig("max_connections", "200")
                  .start());
      started.execute("CREATE DATABASE " + TEMPLATE);
      Settings settings = Settings.of(started.settings(TEMPLATE));
      new Database(new ConfiguredDataSource(settings), settings).migrate();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  /** Creates a database and returns the settings that lead to it. */
  Map<String, String> newDatabase(String name) {
    execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return settings(name);
  }

  private Map<String, String> settings(String name) {
    return Map.of(
        "checkpost.db.url", "jdbc:postgresql://localhost:" + server.getPort() + "/" + name,
        "checkpost.db.user", "postgres",
        "checkpost.db.password", "postgres");
  }

  /** Breaks all connections to a database and drops it, if it is still there. */
  void drop(String name) {
    execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static final class Holder {
    private static final TestPostgres RUNNING = start();
  }
}
