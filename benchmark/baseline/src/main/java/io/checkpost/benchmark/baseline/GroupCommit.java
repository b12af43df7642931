package io.checkpost.benchmark.baseline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One transaction for whatever waits, each body answered after its commit. As bare as it can be:
 * two columns, one index, a connection of its own for each writer, no pool.
 */
final class GroupCommit {

  private static final int MAX_BATCH = 256;

  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(4096);
  private final List<Thread> writers = new ArrayList<>();
  private final AtomicLong lastId = new AtomicLong(System.currentTimeMillis() << 20);
  private final boolean syncsAfterCommit;

  private GroupCommit(DataSource database, String binaryType, int writerCount, boolean sync)
      throws SQLException {
    this.syncsAfterCommit = sync;
    for (int i = 0; i < writerCount; i++) {
      Connection connection = database.getConnection();
      if (i == 0) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "CREATE TABLE IF NOT EXISTS bare (id BIGINT PRIMARY KEY, body "
                  + binaryType
                  + " NOT NULL)");
        }
      }
      connection.setAutoCommit(false);
      Thread writer = new Thread(() -> write(connection), "group-commit-" + i);
      writer.setDaemon(true);
      writers.add(writer);
      writer.start();
    }
  }

  /** H2 as Checkpost opens it: one writer, written at the commit, synced after it. */
  static GroupCommit onH2(String file) throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:file:" + file + ";MODE=PostgreSQL;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    h2.setUser("bare");
    h2.setPassword("");
    return new GroupCommit(h2, "VARBINARY", 1, true);
  }

  /** PostgreSQL as Checkpost uses it: two writers, batches rewritten to few statements. */
  static GroupCommit onPostgresql(String url) throws SQLException {
    PGSimpleDataSource postgresql = new PGSimpleDataSource();
    postgresql.setUrl(url);
    postgresql.setReWriteBatchedInserts(true);
    postgresql.setOptions("-c synchronous_commit=on");
    return new GroupCommit(postgresql, "BYTEA", 2, false);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waiting(long id, byte[] body, CompletableFuture<Long> answer) {}

  CompletionStage<Long> append(byte[] body) {
    Waiting waiting = new Waiting(lastId.incrementAndGet(), body, new CompletableFuture<>());
    if (!queue.offer(waiting)) {
      waiting.answer.completeExceptionally(new IllegalStateException("the queue is full"));
    }
    return waiting.answer;
  }

  private void write(Connection connection) {
    List<Waiting> batch = new ArrayList<>();
    try (connection;
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bare (id, body) VALUES (?, ?)");
        Statement sync = connection.createStatement()) {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch, MAX_BATCH - 1);
        commit(connection, insert, sync, batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      batch.forEach(waiting -> waiting.answer.completeExceptionally(e));
    }
  }

  private void commit(
      Connection connection, PreparedStatement insert, Statement sync, List<Waiting> batch)
      throws SQLException {
    for (Waiting waiting : batch) {
      insert.setLong(1, waiting.id);
      insert.setBytes(2, waiting.body);
      insert.addBatch();
    }
    insert.executeBatch();
    connection.commit();
    if (syncsAfterCommit) {
      sync.execute("CHECKPOINT SYNC");
    }
    batch.forEach(waiting -> waiting.answer.complete(waiting.id));
  }

  void close() {
    writers.forEach(Thread::interrupt);
  }
}
