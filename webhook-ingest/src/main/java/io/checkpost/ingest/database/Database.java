package io.checkpost.ingest.database;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Transactions by hand, for the few places where JPA is not used: appending to the journal and
 * dispatching from it. Safe for use by many threads; takes no part in JTA transactions.
 */
@ApplicationSingleton
public final class Database {

  private final DataSource pool;
  private final ConfiguredDataSource unpooled;
  private final ConfiguredDataSource patient;
  private final Dialect dialect;

  /**
   * Creates the database.
   *
   * @param pool pooled connections that take no part in JTA transactions
   * @param settings which database it is
   */
  @Inject
  public Database(@Pooled DataSource pool, Settings settings) {
    this.pool = pool;
    this.unpooled = new ConfiguredDataSource(settings);
    this.patient = ConfiguredDataSource.patient(settings);
    this.dialect = unpooled.dialect();
  }

  /** Returns which database it is. */
  public Dialect dialect() {
    return dialect;
  }

  /** Brings the schema up to date. */
  public void migrate() {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(patient)
        .locations(dialect.migrations())
        .load()
        .migrate();
  }

  /**
   * Runs work in a transaction and returns once it is on disk: a power cut after this cannot undo
   * it.
   *
   * @throws SQLException when the work or the commit failed; then the work may still have been
   *     committed if the connection broke at that very moment
   */
  public <T> T durably(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      T result = committed(connection, work);
      if (dialect == Dialect.H2) {
        sync(connection);
      }
      return result;
    }
  }

  /**
   * Runs work in a transaction.
   *
   * @throws SQLException when the work or the commit failed
   */
  public <T> T inTransaction(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return committed(connection, work);
    }
  }

  private static <T> T committed(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.in(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      throw e;
    } finally {
      restoreAutoCommit(connection);
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static void restoreAutoCommit(Connection connection) {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // a broken connection: the pool finds out when it validates it
    }
  }

  /** H2 writes a commit to the file but leaves it in the operating system's cache. */
  private static void sync(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  /** Closes the embedded database; does nothing for a database server. */
  public void close() throws SQLException {
    if (dialect == Dialect.H2) {
      try (Connection connection = unpooled.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      }
    }
  }

  /** Work on one connection, within a transaction that the caller ends. */
  @FunctionalInterface
  public interface Work<T> {

    /** Does the work. */
    T in(Connection connection) throws SQLException;
  }
}
