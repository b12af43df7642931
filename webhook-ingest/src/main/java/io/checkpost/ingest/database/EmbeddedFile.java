package io.checkpost.ingest.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The file of the embedded database.
 *
 * <p>H2 2.2 to 2.5 writes into the file's header where the last commit <em>but one</em> is and
 * finds the rest by a chain of predictions. A commit that went elsewhere than predicted, into space
 * that was freed, is on the disk but not in the chain until a later one repairs it; after a killed
 * process H2 opens without it and up to twenty after it. Searching the whole file finds the newest
 * complete commit wherever it is. That reads all of the file, so it is done only when H2 did not
 * close it.
 */
final class EmbeddedFile {

  private static final int HEADER_BYTES = 4096;

  /** In H2's header of a file that was closed. */
  private static final String CLOSED = ",clean:1,";

  private static final Set<Path> OPENED = new HashSet<>();

  private EmbeddedFile() {}

  /**
   * Connects to a database whose file is found with all that was ever committed to it.
   *
   * @throws SQLException when there is no connection, the file cannot be read, another process has
   *     it open, or no complete commit is in it
   */
  static Connection connect(DataSource h2, Path file) throws SQLException {
    synchronized (OPENED) {
      if (!OPENED.contains(file)) {
        return connectFirst(h2, file);
      }
    }
    return h2.getConnection();
  }

  private static Connection connectFirst(DataSource h2, Path file) throws SQLException {
    boolean wasKilled = Files.exists(file) && !wasClosed(file);
    if (wasKilled) {
      pointAtNewestCommit(file);
    }
    Connection connection = h2.getConnection();
    if (wasKilled) {
      EmbeddedIndexes.mend(connection);
    }
    OPENED.add(file);
    return connection;
  }

  private static boolean wasClosed(Path file) throws SQLException {
    try (InputStream in = Files.newInputStream(file)) {
      String header = new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1);
      return header.lines().findFirst().orElse("").contains(CLOSED);
    } catch (IOException e) {
      throw new SQLException("The embedded database's file cannot be read", e);
    }
  }

  private static void pointAtNewestCommit(Path file) throws SQLException {
    try {
      new MVStore.Builder()
          .fileName(file.toString())
          .autoCommitDisabled()
          .recoveryMode()
          .open()
          .close();
    } catch (MVStoreException e) {
      String why =
          e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
              ? "is in use by another process"
              : "cannot be recovered";
      throw new SQLException("The embedded database's file " + why, e);
    }
  }
}
