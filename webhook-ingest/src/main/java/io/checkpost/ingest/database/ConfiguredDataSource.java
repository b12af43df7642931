package io.checkpost.ingest.database;

import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The unpooled source of connections to the configured database. Servers are told this class's name
 * in a {@code @DataSourceDefinition} and pool what it gives, so that which database it is stays a
 * matter of MicroProfile Config alone, on every server and without a server's own placeholder
 * syntax.
 */
public final class ConfiguredDataSource implements DataSource {

  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 20;
  private static final int AS_LONG_AS_IT_TAKES = 0;

  private final DataSource source;
  private final @Nullable Path file;
  private final @Nullable InvalidSetting invalid;

  /**
   * Reads the settings in force; called by servers. That is before the application starts and can
   * say in one line what is wrong with a setting, so here it is told to whoever wants a connection.
   */
  public ConfiguredDataSource() {
    this(inForce());
  }

  /**
   * Creates a source for the database that the settings name.
   *
   * @throws InvalidSetting when its URL is not one of PostgreSQL
   */
  public ConfiguredDataSource(Settings settings) {
    this(choose(settings, ANSWER_SECONDS));
  }

  /**
   * Returns a source for work on whole tables, whose connections wait for an answer as long as it
   * takes.
   */
  static ConfiguredDataSource patient(Settings settings) {
    return new ConfiguredDataSource(choose(settings, AS_LONG_AS_IT_TAKES));
  }

  private ConfiguredDataSource(Choice choice) {
    this.source = choice.source;
    this.file = choice.file;
    this.invalid = choice.invalid;
  }

  private record Choice(DataSource source, @Nullable Path file, @Nullable InvalidSetting invalid) {}

  private static Choice inForce() {
    try {
      return choose(
          new Settings(ConfigProvider.getConfig(ConfiguredDataSource.class.getClassLoader())),
          ANSWER_SECONDS);
    } catch (InvalidSetting e) {
      return new Choice(new JdbcDataSource(), null, e);
    }
  }

  private static Choice choose(Settings settings, int answerSeconds) {
    return settings
        .databaseUrl()
        .map(url -> new Choice(postgresql(settings, url, answerSeconds), null, null))
        .orElseGet(() -> new Choice(h2(settings), h2File(settings), null));
  }

  private static DataSource postgresql(Settings settings, String url, int answerSeconds) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new InvalidSetting(
          "checkpost.db.url", "expected jdbc:postgresql://host/database, or unset for H2");
    }
    PGSimpleDataSource postgresql = new PGSimpleDataSource();
    try {
      postgresql.setUrl(url);
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting("checkpost.db.url", "not a URL that PostgreSQL's driver reads");
    }
    settings.databaseUser().ifPresent(postgresql::setUser);
    settings.databasePassword().ifPresent(postgresql::setPassword);
    postgresql.setApplicationName("checkpost");
    postgresql.setConnectTimeout(CONNECT_SECONDS);
    postgresql.setLoginTimeout(CONNECT_SECONDS);
    postgresql.setSocketTimeout(answerSeconds);
    postgresql.setTcpKeepAlive(true);
    postgresql.setReWriteBatchedInserts(true);
    // an acknowledged message must outlive a power cut whatever the server's default is
    postgresql.setOptions("-c synchronous_commit=on");
    return postgresql;
  }

  private static DataSource h2(Settings settings) {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL(
        "jdbc:h2:file:"
            + settings.home().resolve("checkpost")
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            // without it a commit reaches the file up to half a second later
            + ";WRITE_DELAY=0"
            + ";LOCK_TIMEOUT=15000"
            // a group commit and the dispatch use more statements than the eight it remembers
            + ";QUERY_CACHE_SIZE=64"
            // stays open between the pool's connections; closed by Database.close
            + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE");
    h2.setUser("checkpost");
    h2.setPassword("");
    return h2;
  }

  private static Path h2File(Settings settings) {
    return settings.home().resolve("checkpost.mv.db").toAbsolutePath();
  }

  Dialect dialect() {
    return source instanceof PGSimpleDataSource ? Dialect.POSTGRESQL : Dialect.H2;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (invalid != null) {
      throw new SQLException(invalid.getMessage());
    }
    return file == null ? source.getConnection() : EmbeddedFile.connect(source, file);
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return source.getConnection(username, password);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return source.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || source.isWrapperFor(type);
  }
}
