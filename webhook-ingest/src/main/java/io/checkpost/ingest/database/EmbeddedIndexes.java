package io.checkpost.ingest.database;

import io.checkpost.ingest.logging.LogLine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.h2.engine.SessionLocal;
import org.h2.index.Index;
import org.h2.jdbc.JdbcConnection;
import org.h2.schema.Schema;
import org.h2.table.Table;
import org.h2.table.TableType;

/**
 * The indexes of the embedded database after its process was killed.
 *
 * <p>H2 writes a table and its indexes into one commit of its file while other connections go on
 * writing. What a transaction did to one of them can get into that commit without the note by which
 * it would be undone; when no later commit follows, some rows of a transaction that never ended are
 * in some indexes and not in others. From then on whatever reads them through such an index fails.
 * Seen with H2 2.5.252: nine rows of one batch in four indexes, two in the table, one in a fifth
 * index, none in the rest; nothing that was committed was missing.
 *
 * <p>A table is copied, with all of its indexes made anew from its rows, when they differ in their
 * number. Counting costs nothing: H2 keeps the counts.
 */
final class EmbeddedIndexes {

  private static final Logger LOG = System.getLogger(EmbeddedIndexes.class.getName());

  private EmbeddedIndexes() {}

  /** Makes the indexes anew of each table that they do not fit; nobody else may be connected. */
  static void mend(Connection connection) throws SQLException {
    SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    for (Table table : tables(session)) {
      if (!fits(table, session)) {
        LOG.log(
            Level.WARNING,
            LogLine.of("database.indexes-made-anew")
                .with("table", table.getName())
                .with("rows", table.getRowCount(session))
                .toString());
        copy(connection, table);
      }
    }
  }

  private static List<Table> tables(SessionLocal session) {
    return session.getDatabase().getAllSchemasNoMeta().stream()
        .flatMap(schema -> tables(schema, session))
        .toList();
  }

  private static Stream<Table> tables(Schema schema, SessionLocal session) {
    return schema.getAllTablesAndViews(session).stream()
        .filter(table -> table.getTableType() == TableType.TABLE);
  }

  private static boolean fits(Table table, SessionLocal session) {
    long rows = table.getRowCount(session);
    List<Index> indexes = table.getIndexes();
    return indexes == null
        || indexes.stream().allMatch(index -> index.getRowCount(session) == rows);
  }

  /** Another column makes another table of the rows, and so does taking it away. */
  private static void copy(Connection connection, Table table) throws SQLException {
    String name = table.getSQL(org.h2.util.HasSQL.DEFAULT_SQL_FLAGS);
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE " + name + " ADD COLUMN made_anew INTEGER");
      statement.execute("ALTER TABLE " + name + " DROP COLUMN made_anew");
    }
  }
}
