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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of what is still to be observed. */
@ApplicationSingleton
final class DispatchStore {

  private final Database database;
  private final OwedStore owed;
  private final Set<UUID> knownObserverSets = ConcurrentHashMap.newKeySet();

  @Inject
  DispatchStore(Database database, OwedStore owed) {
    this.database = database;
    this.owed = owed;
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
                    replay_id, out_of_order
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
                row.getObject(6, UUID.class),
                row.getBoolean(7),
                null));
      }
    }
    return found;
  }

  /** Writes down what became of works: nothing for an observer that succeeded. */
  OwedStore.Written complete(List<Result> results, Instant now) throws SQLException {
    List<Result> firstRounds =
        results.stream().filter(result -> result.work().owed() == null).toList();
    OwedStore.Written written =
        database.inTransaction(
            connection -> {
              if (!firstRounds.isEmpty()) {
                rememberObserverSets(connection, firstRounds);
                insertObservations(connection, firstRounds);
                deletePending(connection, firstRounds);
              }
              return owed.write(connection, results, now);
            });
    firstRounds.forEach(result -> knownObserverSets.add(observerSet(result)));
    return written;
  }

  private void rememberObserverSets(Connection connection, List<Result> results)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO observer_set (id, observers) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      for (Map.Entry<UUID, String> unknown : unknownObserverSets(results).entrySet()) {
        insert.setObject(1, unknown.getKey());
        insert.setString(2, unknown.getValue());
        insert.executeUpdate();
      }
    }
  }

  private Map<UUID, String> unknownObserverSets(List<Result> results) {
    Map<UUID, String> unknown = new HashMap<>();
    for (Result result : results) {
      UUID id = observerSet(result);
      if (!knownObserverSets.contains(id)) {
        unknown.put(id, String.join("\n", sorted(result)));
      }
    }
    return unknown;
  }

  private static void insertObservations(Connection connection, List<Result> results)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO observation (message_id, observer_set_id, observed_at) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING""")) {
      for (Result result : results) {
        insert.setObject(1, result.work().messageId());
        insert.setObject(2, observerSet(result));
        insert.setObject(3, OwedStore.timestamp(result.observedAt()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void deletePending(Connection connection, List<Result> results)
      throws SQLException {
    Object[] positions = results.stream().map(result -> result.work().position()).toArray();
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM pending_dispatch WHERE position = ANY (?)")) {
      delete.setArray(1, connection.createArrayOf("bigint", positions));
      delete.executeUpdate();
    }
  }

  private static UUID observerSet(Result result) {
    return UUID.nameUUIDFromBytes(String.join("\n", sorted(result)).getBytes(UTF_8));
  }

  private static List<String> sorted(Result result) {
    return result.observers().stream().sorted().toList();
  }
}
