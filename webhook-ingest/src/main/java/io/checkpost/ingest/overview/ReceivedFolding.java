package io.checkpost.ingest.overview;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Duty;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.database.Database;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;

/**
 * Folds what transactions added to the figures into their hours, those of the portal and those of
 * all portals, every few seconds on one node. Each step is a transaction: whoever reads sees the
 * delta or the hour, and what a step that failed would have folded is there for the next.
 */
@ApplicationSingleton
final class ReceivedFolding implements BackgroundWork {

  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(5);
  private static final int BATCH = 2000;

  private final Database database;
  private final Duty duty;
  private final Rounds rounds = new Rounds("received.fold", BETWEEN_ROUNDS, this::fold);

  @Inject
  ReceivedFolding(Database database, Clock clock) {
    this.database = database;
    this.duty = new Duty(database, clock, "received");
  }

  @Override
  public void start(ThreadFactory threads) {
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.close(patience);
    duty.release();
  }

  /** Folds all that there is, if it is this node's turn. */
  void fold() throws SQLException {
    int folded;
    do {
      folded = duty.take().ours() ? database.inTransaction(this::foldSome) : 0;
    } while (folded == BATCH && rounds.isOpen());
  }

  private record Hour(
      UUID portalId, OffsetDateTime since, String disposition, String checkType, String outcome) {

    Hour ofAllPortals() {
      return new Hour(ReceivedFigures.ALL_PORTALS, since, disposition, checkType, outcome);
    }
  }

  /** The duty's row stays locked meanwhile, so that nobody else folds the same. */
  private int foldSome(Connection connection) throws SQLException {
    if (!duty.isOurs(connection)) {
      return 0;
    }
    Map<Hour, Long> sums = new LinkedHashMap<>();
    Long[] ids = sumUp(connection, sums);
    if (ids.length > 0) {
      insert(connection, unknown(update(connection, sums), sums));
      delete(connection, ids);
    }
    return ids.length;
  }

  private static Long[] sumUp(Connection connection, Map<Hour, Long> sums) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT id, portal_id, since, disposition, check_type, outcome, messages
            FROM received_delta ORDER BY id LIMIT ?""")) {
      select.setInt(1, BATCH);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
          Hour hour =
              new Hour(
                  row.getObject(2, UUID.class),
                  row.getObject(3, OffsetDateTime.class),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6));
          sums.merge(hour, row.getLong(7), Long::sum);
          sums.merge(hour.ofAllPortals(), row.getLong(7), Long::sum);
        }
      }
    }
    return ids.toArray(Long[]::new);
  }

  /** Returns how many rows each of the hours has, none or one. */
  private static int[] update(Connection connection, Map<Hour, Long> sums) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE received_hour SET messages = messages + ?
            WHERE portal_id = ? AND since = ? AND disposition = ? AND check_type = ?
              AND outcome = ?""")) {
      for (Map.Entry<Hour, Long> sum : sums.entrySet()) {
        update.setLong(1, sum.getValue());
        setHour(update, 2, sum.getKey());
        update.addBatch();
      }
      return update.executeBatch();
    }
  }

  private static Map<Hour, Long> unknown(int[] rows, Map<Hour, Long> sums) {
    Map<Hour, Long> unknown = new LinkedHashMap<>();
    int i = 0;
    for (Map.Entry<Hour, Long> sum : sums.entrySet()) {
      if (rows[i] == 0) {
        unknown.put(sum.getKey(), sum.getValue());
      }
      i++;
    }
    return unknown;
  }

  private static void insert(Connection connection, Map<Hour, Long> sums) throws SQLException {
    if (sums.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO received_hour
              (messages, portal_id, since, disposition, check_type, outcome)
            VALUES (?, ?, ?, ?, ?, ?)""")) {
      for (Map.Entry<Hour, Long> sum : sums.entrySet()) {
        insert.setLong(1, sum.getValue());
        setHour(insert, 2, sum.getKey());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void setHour(PreparedStatement statement, int from, Hour hour)
      throws SQLException {
    statement.setObject(from, hour.portalId);
    statement.setObject(from + 1, hour.since);
    statement.setString(from + 2, hour.disposition);
    statement.setString(from + 3, hour.checkType);
    statement.setString(from + 4, hour.outcome);
  }

  /** Those that were summed up, and not those that were committed since. */
  private static void delete(Connection connection, Long[] ids) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM received_delta WHERE id = ANY (?)")) {
      delete.setArray(1, connection.createArrayOf("bigint", ids));
      delete.executeUpdate();
    }
  }
}
