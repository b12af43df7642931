package io.checkpost.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.engine.SessionLocal;
import org.h2.index.Index;
import org.h2.jdbc.JdbcConnection;
import org.h2.result.Row;
import org.h2.table.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedIndexesTest {

  private static final String ADA = "00000000-0000-4000-8000-00000000000a";
  private static final String BOB = "00000000-0000-4000-8000-00000000000b";
  private static final String BY_COLOUR = "SELECT kept FROM thing WHERE colour = 'red' ORDER BY id";

  private final Connection connection;

  EmbeddedIndexesTest(@TempDir Path home) throws SQLException {
    connection =
        DriverManager.getConnection(
            "jdbc:h2:file:" + home.resolve("test") + ";DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=100");
  }

  @BeforeEach
  void makeTables() throws SQLException {
    run(
        "CREATE TABLE thing (id UUID PRIMARY KEY, place BIGINT GENERATED ALWAYS AS IDENTITY, kept INT,"
            + " colour VARCHAR(9), twice INT GENERATED ALWAYS AS (kept * 2))");
    run("CREATE INDEX thing_colour ON thing (colour, id)");
    run("CREATE TABLE part (thing UUID NOT NULL REFERENCES thing (id))");
    run("INSERT INTO thing (id, kept, colour) VALUES ('%s', 1, 'red')".formatted(ADA));
    run("INSERT INTO thing (id, kept, colour) VALUES ('%s', 2, 'red')".formatted(BOB));
    run("INSERT INTO part VALUES ('%s')".formatted(ADA));
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<Integer> numbers(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<Integer> numbers = new ArrayList<>();
      while (row.next()) {
        numbers.add(row.getInt(1));
      }
      return numbers;
    }
  }

  private SessionLocal session() throws SQLException {
    return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
  }

  private Table table() throws SQLException {
    return session().getDatabase().getMainSchema().getTableOrView(session(), "thing");
  }

  private Index index(String name) throws SQLException {
    return table().getIndexes().stream()
        .filter(index -> name.equals(index.getName()))
        .findFirst()
        .orElseThrow();
  }

  /** As an unfinished transaction was found in them after a kill. */
  private void takeOutOf(Index index, long key) throws SQLException {
    Row row = table().getRow(session(), key);
    index.remove(session(), row);
    session().commit(false);
  }

  @Test
  void aRowThatIsInSomeIndexesOnlyNoLongerBreaksWhatReadsByThem() throws SQLException {
    takeOutOf(table().getScanIndex(session()), 2);
    assertThatThrownBy(() -> numbers(BY_COLOUR)).isInstanceOf(SQLException.class);

    EmbeddedIndexes.mend(connection);

    assertThat(numbers(BY_COLOUR)).containsExactly(1);
  }

  @Test
  void aRowThatAnIndexLacksIsFoundByItAgain() throws SQLException {
    takeOutOf(index("thing_colour"), 1);
    assertThat(numbers(BY_COLOUR)).containsExactly(2);

    EmbeddedIndexes.mend(connection);

    assertThat(numbers(BY_COLOUR)).containsExactly(1, 2);
    assertThat(numbers("SELECT twice FROM thing ORDER BY place")).containsExactly(2, 4);
  }

  @Test
  void aTableThatWasCopiedKeepsItsRules() throws SQLException {
    takeOutOf(index("thing_colour"), 1);
    EmbeddedIndexes.mend(connection);

    assertThatThrownBy(() -> run("DELETE FROM thing WHERE id = '%s'".formatted(ADA)))
        .as("a part refers to it")
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> run("INSERT INTO thing (id, kept) VALUES ('%s', 3)".formatted(BOB)))
        .as("the id is there")
        .isInstanceOf(SQLException.class);
    run("INSERT INTO thing (id, kept) VALUES ('00000000-0000-4000-8000-00000000000c', 3)");
    assertThat(numbers("SELECT place FROM thing ORDER BY kept")).isSorted().doesNotHaveDuplicates();
    assertThatThrownBy(() -> run("SELECT made_anew FROM thing")).isInstanceOf(SQLException.class);
  }

  @Test
  void aTableWhoseIndexesFitIsLeftAlone() throws SQLException {
    int before = table().getId();

    EmbeddedIndexes.mend(connection);

    assertThat(table().getId()).isEqualTo(before);
  }
}
