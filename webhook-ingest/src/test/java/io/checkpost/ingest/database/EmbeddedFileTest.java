package io.checkpost.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkpost.ingest.configuration.Settings;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFileTest {

  private static final int COMMITS = 60;
  private static final int BYTES = 900;

  private final Random random = new Random(20261124);

  private final Path home;

  EmbeddedFileTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void everyCommitIsFoundInWhatAKilledProcessLeaves() throws Exception {
    Database database = in(home);
    database.inTransaction(EmbeddedFileTest::createTables);
    for (int number = 0; number < COMMITS; number++) {
      commit(database, number);
      assertThat(lastIn(leftBehindAfter(number))).isEqualTo(number);
    }
    database.close();
  }

  @Test
  void aFileThatAnotherProcessHasOpenIsRefused() throws Exception {
    Path file = Files.copy(leftByAKilledProcess(), home.resolve("checkpost.mv.db"));
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> lastIn(home))
          .isInstanceOf(SQLException.class)
          .hasMessage("The embedded database's file is in use by another process");
    }
    assertThat(lastIn(home)).isZero();
  }

  private Path leftByAKilledProcess() throws Exception {
    Database database = in(Files.createDirectory(home.resolve("running")));
    database.inTransaction(EmbeddedFileTest::createTables);
    commit(database, 0);
    Path left = Files.copy(home.resolve("running/checkpost.mv.db"), home.resolve("left.mv.db"));
    database.close();
    return left;
  }

  private static Database in(Path home) {
    Settings settings = Settings.of(Map.of("checkpost.home", home.toString()));
    return new Database(new ConfiguredDataSource(settings), settings);
  }

  private static boolean createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // freed space is used again at once, not after 45 seconds
      statement.execute("SET RETENTION_TIME 0");
      statement.execute("CREATE TABLE kept (number INT PRIMARY KEY, bytes VARBINARY(10000))");
      statement.execute("CREATE TABLE work (number INT PRIMARY KEY, bytes VARBINARY(10000))");
      return true;
    }
  }

  private void commit(Database database, int number) throws SQLException {
    database.inTransaction(connection -> insert(connection, "work", number));
    database.inTransaction(connection -> deleteWork(connection, number - 3));
    database.durably(connection -> insert(connection, "kept", number));
  }

  private boolean insert(Connection connection, String table, int number) throws SQLException {
    byte[] bytes = new byte[random.nextInt(BYTES)];
    random.nextBytes(bytes);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
      insert.setInt(1, number);
      insert.setBytes(2, bytes);
      return insert.executeUpdate() == 1;
    }
  }

  private static boolean deleteWork(Connection connection, int number) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM work WHERE number = ?")) {
      delete.setInt(1, number);
      return delete.executeUpdate() == 1;
    }
  }

  private Path leftBehindAfter(int number) throws Exception {
    Path copy = Files.createDirectory(home.resolve("killed-" + number));
    Files.copy(home.resolve("checkpost.mv.db"), copy.resolve("checkpost.mv.db"));
    return copy;
  }

  private static int lastIn(Path home) throws SQLException {
    Database left = in(home);
    try {
      return left.inTransaction(EmbeddedFileTest::last);
    } finally {
      left.close();
    }
  }

  private static int last(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT MAX(number) FROM kept")) {
      row.next();
      return row.getInt(1);
    }
  }
}
