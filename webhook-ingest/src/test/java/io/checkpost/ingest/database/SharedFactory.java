package io.checkpost.ingest.database;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.EnumMap;
import java.util.Map;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One entity manager factory for a dialect's databases, of one test after the other: to make one
 * takes most of the time of a test that needs it. It keeps nothing of a database, for there is no
 * shared cache.
 */
final class SharedFactory {

  private static final Map<Dialect, SharedFactory> OF_DIALECTS = new EnumMap<>(Dialect.class);

  private final Place place = new Place();
  private final EntityManagerFactory factory;

  private SharedFactory(Dialect dialect) {
    factory = of("shared-" + dialect, place);
  }

  /** Returns the factory over a database; null while another test's database has it. */
  static synchronized @Nullable EntityManagerFactory takeOver(
      Dialect dialect, DataSource database) {
    SharedFactory shared = OF_DIALECTS.computeIfAbsent(dialect, SharedFactory::new);
    if (shared.place.database != null) {
      return null;
    }
    shared.place.database = database;
    return shared.factory;
  }

  /** Leaves the factory to the next test, if this database has it. */
  static synchronized void leave(Dialect dialect, DataSource database) {
    SharedFactory shared = OF_DIALECTS.get(dialect);
    if (shared != null && shared.place.database == database) {
      shared.place.database = null;
    }
  }

  /** Makes a factory. */
  static EntityManagerFactory of(String name, DataSource database) {
    return Persistence.createEntityManagerFactory(
        "checkpost",
        Map.of(
            "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
            "jakarta.persistence.nonJtaDataSource", database,
            // without a name of its own a unit is shared by all that were made of it
            "eclipselink.session-name", name));
  }

  /** Leads to the database that has the factory now. */
  private static final class Place implements DataSource {

    private volatile @Nullable DataSource database;

    private DataSource present() throws SQLException {
      DataSource present = database;
      if (present == null) {
        throw new SQLException("the test whose database this was is over");
      }
      return present;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return present().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return present().getConnection(user, password);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
      // nothing is written
    }

    @Override
    public void setLoginTimeout(int seconds) {
      // each database has its own
    }

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return present().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return present().isWrapperFor(type);
    }
  }
}
