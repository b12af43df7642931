package io.checkpost.ingest.database;

import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.privacy.MasterKeyset;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A database of a test's own, of either kind, with the shipped schema in it and nothing else. Opens
 * connections as the product does; they are not pooled.
 *
 * <pre>{@code
 * @ParameterizedClass
 * @EnumSource(Dialect.class)
 * class PortalsTest {
 *   private final TestDatabase store;
 *
 *   PortalsTest(Dialect dialect) {
 *     store = TestDatabase.of(dialect);
 *   }
 *
 *   @AfterEach
 *   void close() {
 *     store.close();
 *   }
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {

  private static final String H2_FILE = "checkpost.mv.db";
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final MasterKeyset KEYSET = MasterKeyset.generate();

  private final String name;
  private final Path home;
  private final Settings settings;
  private final ConfiguredDataSource dataSource;
  private final Database database;
  private @Nullable EntityManagerFactory ownFactory;
  private @Nullable ThreadTransactions transactions;
  private boolean down;

  private TestDatabase(
      String name, Path home, Map<String, String> databaseSettings, Map<String, String> own) {
    this.name = name;
    this.home = home;
    Map<String, String> properties = new HashMap<>(databaseSettings);
    properties.put("checkpost.home", home.toString());
    properties.putAll(own);
    this.settings = Settings.of(properties);
    this.dataSource = new ConfiguredDataSource(settings);
    this.database = new Database(dataSource, settings);
  }

  /** Makes an empty database of the given kind. */
  public static TestDatabase of(Dialect dialect) {
    return of(dialect, Map.of());
  }

  /** Makes an empty database of the given kind, with more settings than where it is. */
  public static TestDatabase of(Dialect dialect, Map<String, String> settings) {
    Path home = newHome();
    String name = "checkpost_" + NUMBERS.incrementAndGet();
    return switch (dialect) {
      case H2 -> {
        copy(EmptyFile.MIGRATED, home.resolve(H2_FILE));
        yield new TestDatabase(name, home, Map.of(), settings);
      }
      case POSTGRESQL ->
          new TestDatabase(name, home, TestPostgres.running().newDatabase(name), settings);
    };
  }

  /**
   * The file of an H2 that has its tables and nothing in them: most of the time a new one takes.
   */
  private static final class EmptyFile {

    private static final Path MIGRATED = migrated();

    private static Path migrated() {
      Path home = newHome();
      TestDatabase empty = new TestDatabase("empty", home, Map.of(), Map.of());
      empty.database.migrate();
      Path keeping = newHome();
      Path kept = keeping.resolve(H2_FILE);
      try {
        empty.database.close();
      } catch (SQLException e) {
        throw new IllegalStateException("the empty database was not closed", e);
      }
      copy(home.resolve(H2_FILE), kept);
      empty.down = true;
      empty.close();
      keeping.toFile().deleteOnExit();
      kept.toFile().deleteOnExit();
      return kept;
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newHome() {
    try {
      return Files.createTempDirectory("checkpost-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the settings that lead to this database. */
  public Settings settings() {
    return settings;
  }

  /** Returns the database as the product's JDBC parts get it. */
  public Database database() {
    return database;
  }

  /** Returns the source of its connections. */
  public ConfiguredDataSource dataSource() {
    return dataSource;
  }

  /** Returns a keyset in force, the same for all databases of one test run. */
  public KeysetInForce keyset() {
    KeysetInForce inForce = new KeysetInForce();
    inForce.set(KEYSET);
    return inForce;
  }

  /**
   * Returns an entity manager that behaves as the container's: safe for use by many threads, with a
   * persistence context for each transaction of {@link #userTransaction()}.
   */
  public EntityManager entityManager() {
    return transactions().entityManager();
  }

  /** Returns what begins and ends the transactions of {@link #entityManager()}. */
  public UserTransaction userTransaction() {
    return transactions();
  }

  /** Returns transactions on entities as the product's JPA parts get them. */
  public Entities entities() {
    return new Entities(entityManager(), userTransaction());
  }

  private synchronized ThreadTransactions transactions() {
    if (transactions == null) {
      EntityManagerFactory shared = SharedFactory.takeOver(database.dialect(), dataSource);
      if (shared == null) {
        shared = SharedFactory.of(name, dataSource);
        ownFactory = shared;
      }
      transactions = new ThreadTransactions(shared);
    }
    return transactions;
  }

  /** Runs one statement with parameters, in a transaction of its own. */
  public int execute(String sql, Object... parameters) {
    try {
      return database.inTransaction(
          connection -> {
            try (var statement = connection.prepareStatement(sql)) {
              for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
              }
              return statement.executeUpdate();
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Returns the number that a query with parameters returns in its one row. */
  public long number(String sql, Object... parameters) {
    return Long.parseLong(column(sql, parameters).get(0));
  }

  /** Returns a query's first column as text, {@code null} as such. */
  public List<String> column(String sql, Object... parameters) {
    try {
      return database.inTransaction(
          connection -> {
            List<String> values = new ArrayList<>();
            try (var select = connection.prepareStatement(sql)) {
              for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
              }
              try (var row = select.executeQuery()) {
                while (row.next()) {
                  values.add(String.valueOf(row.getString(1)));
                }
              }
            }
            return values;
          });
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    try {
      SharedFactory.leave(database.dialect(), dataSource);
      if (ownFactory != null) {
        ownFactory.close();
      }
      if (!down) {
        takeDown();
      }
      delete(home);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the test's database could not be taken down", e);
    }
  }

  private void takeDown() throws SQLException {
    switch (database.dialect()) {
      case H2 -> database.close();
      case POSTGRESQL -> TestPostgres.running().drop(name);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> innermostFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : innermostFirst) {
      Files.delete(file);
    }
  }

  /** Breaks every connection and refuses new ones, as a database that went down does, for good. */
  public void goDown() throws SQLException {
    takeDown();
    down = true;
    if (database.dialect() == Dialect.H2) {
      makeUnopenable();
    }
  }

  private void makeUnopenable() {
    try {
      Files.write(home.resolve(H2_FILE), new byte[8192]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
