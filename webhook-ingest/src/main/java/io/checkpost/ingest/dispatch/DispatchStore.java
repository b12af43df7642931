package io.checkpost.ingest.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of what is still to be observed. */
@ApplicationSingleton
final class DispatchStore {

  private final Database database;
  private final Set<UUID> knownObserverSets = ConcurrentHashMap.newKeySet();

  @Inject
  DispatchStore(Database database) {
    this.database = database;
  }

  /**
   * Returns what waits in the given shards, first come first, without the paused portals' share.
   */
  List<Work> pending(Collection<Integer> shards, Set<UUID> pausedPortals, int limit)
      throws SQLException {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT position, message_id, portal_id, subject_id, shard,
                    replay_id IS NOT NULL, out_of_order
                  FROM pending_dispatch
                  WHERE shard = ANY (?) AND NOT (portal_id = ANY (?))
                  ORDER BY position LIMIT ?""")) {
            select.setArray(1, connection.createArrayOf("smallint", shards.toArray()));
            select.setArray(2, connection.createArrayOf("uuid", pausedPortals.toArray()));
            select.setInt(3, limit);
            return pending(select);
          }
        });
  }

  private static List<Work> pending(PreparedStatement select) throws SQLException {
    List<Work> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Work(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getInt(5),
                row.getBoolean(6),
                row.getBoolean(7),
                null,
                List.of()));
      }
    }
    return found;
  }

  /** Returns what observers in the given shards were owed before this process started. */
  List<Work> owed(Collection<Integer> shards, Instant failedBefore) throws SQLException {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT position, message_id, portal_id, subject_id, shard, ordinal, observer,
                    attempts
                  FROM owed_observation WHERE shard = ANY (?) AND failed_at < ?
                  ORDER BY position, ordinal""")) {
            select.setArray(1, connection.createArrayOf("smallint", shards.toArray()));
            select.setObject(2, failedBefore.atOffset(ZoneOffset.UTC));
            return owed(select);
          }
        });
  }

  private static List<Work> owed(PreparedStatement select) throws SQLException {
    List<Work> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Work(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getInt(5),
                false,
                false,
                new Work.Owed(row.getInt(6), row.getString(7), row.getInt(8)),
                List.of()));
      }
    }
    return found;
  }

  /** Writes down what became of works: nothing for an observer that succeeded. */
  void complete(List<Result> results) throws SQLException {
    database.inTransaction(
        connection -> {
          rememberObserverSets(connection, results);
          insertObservations(connection, results);
          deletePending(connection, results);
          insertFailures(connection, results);
          settleOwed(connection, results);
          return results.size();
        });
    results.forEach(result -> knownObserverSets.add(observerSet(result)));
  }

  private void rememberObserverSets(Connection connection, List<Result> results)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO observer_set (id, observers) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      for (Result result : results) {
        if (!knownObserverSets.contains(observerSet(result))) {
          insert.setObject(1, observerSet(result));
          insert.setString(2, String.join("\n", sorted(result)));
          insert.executeUpdate();
        }
      }
    }
  }

  private static void insertObservations(Connection connection, List<Result> results)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO observation (message_id, observer_set_id, observed_at) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING""")) {
      for (Result result : results) {
        if (result.work().owed() == null) {
          insert.setObject(1, result.work().messageId());
          insert.setObject(2, observerSet(result));
          insert.setObject(3, result.observedAt().atOffset(ZoneOffset.UTC));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static void deletePending(Connection connection, List<Result> results)
      throws SQLException {
    Object[] positions =
        results.stream()
            .filter(result -> result.work().owed() == null)
            .map(result -> result.work().position())
            .toArray();
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM pending_dispatch WHERE position = ANY (?)")) {
      delete.setArray(1, connection.createArrayOf("bigint", positions));
      delete.executeUpdate();
    }
  }

  private static void insertFailures(Connection connection, List<Result> results)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO owed_observation (message_id, ordinal, observer, position, portal_id,
              subject_id, shard, attempts, failed_at, cause)
            VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT DO NOTHING""")) {
      for (Result result : results) {
        Work work = result.work();
        if (work.owed() == null) {
          for (Result.Failure failure : result.failures()) {
            insert.setObject(1, work.messageId());
            insert.setInt(2, failure.ordinal());
            insert.setString(3, failure.observer());
            insert.setLong(4, work.position());
            insert.setObject(5, work.portalId());
            insert.setObject(6, work.subjectId());
            insert.setInt(7, work.shard());
            insert.setObject(8, result.observedAt().atOffset(ZoneOffset.UTC));
            insert.setString(9, failure.cause());
            insert.addBatch();
          }
        }
      }
      insert.executeBatch();
    }
  }

  /** An owed observation is settled by success; another failure counts and waits on. */
  private static void settleOwed(Connection connection, List<Result> results) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                """
                DELETE FROM owed_observation
                WHERE message_id = ? AND ordinal = ? AND observer = ?""");
        PreparedStatement update =
            connection.prepareStatement(
                """
                UPDATE owed_observation SET attempts = attempts + 1, failed_at = ?, cause = ?
                WHERE message_id = ? AND ordinal = ? AND observer = ?""")) {
      for (Result result : results) {
        Work.Owed owed = result.work().owed();
        // an observer that is no longer deployed stays owed
        if (owed == null || result.observers().isEmpty()) {
          continue;
        }
        if (result.failures().isEmpty()) {
          delete.setObject(1, result.work().messageId());
          delete.setInt(2, owed.ordinal());
          delete.setString(3, owed.observer());
          delete.executeUpdate();
        } else {
          update.setObject(1, result.observedAt().atOffset(ZoneOffset.UTC));
          update.setString(2, result.failures().get(0).cause());
          update.setObject(3, result.work().messageId());
          update.setInt(4, owed.ordinal());
          update.setString(5, owed.observer());
          update.executeUpdate();
        }
      }
    }
  }

  private static UUID observerSet(Result result) {
    return UUID.nameUUIDFromBytes(String.join("\n", sorted(result)).getBytes(UTF_8));
  }

  private static List<String> sorted(Result result) {
    return result.observers().stream().sorted().toList();
  }
}
