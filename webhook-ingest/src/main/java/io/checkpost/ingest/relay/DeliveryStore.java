package io.checkpost.ingest.relay;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.live.Changes;
import io.checkpost.ingest.live.Topic;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The queue of what is to be relayed. Whoever holds a target's lease reads and settles its
 * deliveries, and does so under the lock of the target's row: whoever lost the lease meanwhile
 * changes nothing.
 */
@ApplicationSingleton
final class DeliveryStore {

  /** Until a person or another URL says otherwise. */
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * Has deliveries tried anew, with the time as its first parameter. A pending one that is held
   * stays so: what lets it go is yet to come.
   */
  static final String RETRY =
      """
      UPDATE delivery SET held = CASE WHEN state = 'pending' THEN held ELSE FALSE END,
        state = 'pending', failures = 0, due_at = ?, delivered_at = NULL, closed_at = NULL,
        closed_by = NULL""";

  private final Database database;
  private final Changes live;
  private final Set<UUID> knownTargets = ConcurrentHashMap.newKeySet();

  @Inject
  DeliveryStore(Database database, Changes live) {
    this.database = database;
    this.live = live;
  }

  /**
   * A target with something due.
   *
   * @param id the portal that owns it
   * @param state how it is treated
   * @param probes how many times it was asked in vain since its breaker opened
   */
  record DueTarget(UUID id, TargetState state, int probes) {}

  /**
   * How a target is treated from now on.
   *
   * @param state the new state
   * @param url the URL it is about; null for a closed one
   * @param probes failed probes since the breaker opened
   * @param readyAt when it may be asked again
   */
  record TargetChange(TargetState state, @Nullable String url, int probes, Instant readyAt) {

    static TargetChange closed(Instant now) {
      return new TargetChange(TargetState.CLOSED, null, 0, now);
    }

    static TargetChange open(@Nullable String url, int probes, Instant now) {
      return new TargetChange(TargetState.OPEN, url, probes, now.plus(Breaker.pause(probes)));
    }

    static TargetChange disabled(@Nullable String url) {
      return new TargetChange(TargetState.DISABLED, url, 0, NEVER);
    }
  }

  /**
   * Adds a delivery of a message, unless there is one.
   *
   * @param position its place among those of the same person
   */
  void insert(MessageId message, PortalId target, long position, Instant at) throws SQLException {
    Instant now = at.truncatedTo(ChronoUnit.MICROS);
    database.inTransaction(
        connection -> {
          if (!knownTargets.contains(target.value())) {
            insertTarget(connection, target.value(), now);
          }
          return insert(connection, message.value(), target.value(), position, now);
        });
    knownTargets.add(target.value());
    live.changed(Topic.DELIVERIES);
  }

  /** Has the delivery of a message made again that has come to its end; one that waits goes on. */
  void again(MessageId message, Instant now) throws SQLException {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(RETRY + " WHERE message_id = ? AND state <> 'pending'")) {
            update.setObject(1, timestamp(now));
            update.setObject(2, message.value());
            return update.executeUpdate();
          }
        });
    live.changed(Topic.DELIVERIES);
  }

  private static void insertTarget(Connection connection, UUID target, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO relay_target (portal_id, state, ready_at, probes, changed_at, lease_until)
            VALUES (?, 'closed', ?, 0, ?, ?) ON CONFLICT DO NOTHING""")) {
      insert.setObject(1, target);
      insert.setObject(2, timestamp(now));
      insert.setObject(3, timestamp(now));
      insert.setObject(4, timestamp(now));
      insert.executeUpdate();
    }
  }

  /** The person is not in the events that observers get: only their provider's id is. */
  private static int insert(
      Connection connection, UUID message, UUID target, long position, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO delivery (id, message_id, portal_id, target_id, provider, lane, position,
              state, held, attempts, failures, due_at, created_at)
            SELECT CAST(? AS UUID), m.id, m.portal_id, CAST(? AS UUID), m.provider,
              COALESCE(m.subject_id, m.id), CAST(? AS BIGINT), 'pending', FALSE, 0, 0,
              CAST(? AS TIMESTAMP(6) WITH TIME ZONE), CAST(? AS TIMESTAMP(6) WITH TIME ZONE)
            FROM message m WHERE m.id = ? ON CONFLICT DO NOTHING""")) {
      insert.setObject(1, TimeOrderedId.next(now));
      insert.setObject(2, target);
      insert.setLong(3, position);
      insert.setObject(4, timestamp(now));
      insert.setObject(5, timestamp(now));
      insert.setObject(6, message);
      return insert.executeUpdate();
    }
  }

  /**
   * Returns targets that have something due, may be asked, and are nobody else's: a probe of the
   * index for each, however much waits for the others.
   */
  List<DueTarget> due(UUID node, Set<UUID> pausedPortals, Instant now, int limit)
      throws SQLException {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT t.portal_id, t.state, t.probes FROM relay_target t
                  WHERE t.ready_at <= ? AND t.paused_at IS NULL
                    AND (t.owner IS NULL OR t.owner = ? OR t.lease_until < CURRENT_TIMESTAMP)
                    AND EXISTS (SELECT 1 FROM delivery d
                      WHERE d.target_id = t.portal_id AND d.state = 'pending' AND d.held = FALSE
                        AND d.due_at <= ? AND NOT (d.portal_id = ANY (?)))
                  ORDER BY t.ready_at LIMIT ?""")) {
            select.setObject(1, timestamp(now));
            select.setObject(2, node);
            select.setObject(3, timestamp(now));
            select.setArray(4, connection.createArrayOf("uuid", pausedPortals.toArray()));
            select.setInt(5, limit);
            return dueTargets(select);
          }
        });
  }

  private static List<DueTarget> dueTargets(PreparedStatement select) throws SQLException {
    List<DueTarget> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new DueTarget(
                row.getObject(1, UUID.class), TargetState.of(row.getString(2)), row.getInt(3)));
      }
    }
    return found;
  }

  /** Takes a target's lease for a while; false when somebody else has it. */
  boolean lease(UUID target, UUID node, Duration duration) throws SQLException {
    return database.inTransaction(
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement(
                      """
                      UPDATE relay_target SET owner = ?, lease_until = ?
                      WHERE portal_id = ?
                        AND (owner IS NULL OR owner = ? OR lease_until < CURRENT_TIMESTAMP)""")) {
                update.setObject(1, node);
                update.setObject(2, now(connection).plus(duration));
                update.setObject(3, target);
                update.setObject(4, node);
                return update.executeUpdate();
              }
            })
        == 1;
  }

  /** Prolongs a node's leases and returns the targets that it still has. */
  Set<UUID> renew(UUID node, Duration duration) throws SQLException {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update =
                  connection.prepareStatement(
                      "UPDATE relay_target SET lease_until = ? WHERE owner = ?");
              PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT portal_id FROM relay_target WHERE owner = ?")) {
            update.setObject(1, now(connection).plus(duration));
            update.setObject(2, node);
            update.executeUpdate();
            select.setObject(1, node);
            return ids(select);
          }
        });
  }

  /** Leases end by the database's clock, which all nodes share. */
  private static OffsetDateTime now(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT CURRENT_TIMESTAMP");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class);
    }
  }

  private static Set<UUID> ids(PreparedStatement select) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  /** Gives leases back. */
  void release(UUID node, Collection<UUID> targets) throws SQLException {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE relay_target SET owner = NULL WHERE owner = ? AND portal_id = ANY (?)")) {
            update.setObject(1, node);
            update.setArray(2, connection.createArrayOf("uuid", targets.toArray()));
            return update.executeUpdate();
          }
        });
  }

  /** The embedded database has one process at a time: whoever held a lease is gone. */
  void forgetFormerOwners() throws SQLException {
    if (database.dialect() == Dialect.H2) {
      database.inTransaction(
          connection -> {
            try (PreparedStatement update =
                connection.prepareStatement("UPDATE relay_target SET owner = NULL")) {
              return update.executeUpdate();
            }
          });
    }
  }

  /** Treats as new a target that was left alone on account of a URL which it no longer has. */
  void startAfresh(Instant now) throws SQLException {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  UPDATE relay_target SET state = 'closed', url = NULL, probes = 0, ready_at = ?,
                    changed_at = ?
                  WHERE state <> 'closed' AND EXISTS (SELECT 1 FROM portal p
                    WHERE p.id = relay_target.portal_id
                      AND p.relay_url IS DISTINCT FROM relay_target.url)""")) {
            update.setObject(1, timestamp(now));
            update.setObject(2, timestamp(now));
            return update.executeUpdate();
          }
        });
  }

  /**
   * Returns whether a node has a target, and keeps it from losing it while the transaction runs.
   */
  private static boolean lock(Connection connection, UUID node, UUID target) throws SQLException {
    return !lock(connection, node, List.of(target)).isEmpty();
  }

  private static Set<UUID> lock(Connection connection, UUID node, Collection<UUID> targets)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT portal_id FROM relay_target WHERE portal_id = ANY (?) AND owner = ?
            ORDER BY portal_id FOR UPDATE""")) {
      select.setArray(1, connection.createArrayOf("uuid", targets.toArray()));
      select.setObject(2, node);
      return ids(select);
    }
  }

  /** Returns a target's due deliveries that nothing holds back, longest due first. */
  List<DueDelivery> deliveries(
      UUID node, UUID target, Set<UUID> pausedPortals, Instant now, int limit) throws SQLException {
    return database.inTransaction(
        connection -> {
          if (!lock(connection, node, target)) {
            return List.of();
          }
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT d.id, d.message_id, d.portal_id, d.target_id, d.lane, d.position,
                    d.attempts, d.failures, d.created_at,
                    EXISTS (SELECT 1 FROM delivery e
                      WHERE e.target_id = d.target_id AND e.lane = d.lane AND e.state = 'pending'
                        AND e.position < d.position)
                  FROM delivery d
                  WHERE d.target_id = ? AND d.state = 'pending' AND d.held = FALSE
                    AND d.due_at <= ? AND NOT (d.portal_id = ANY (?))
                  ORDER BY d.due_at, d.position LIMIT ?""")) {
            select.setObject(1, target);
            select.setObject(2, timestamp(now));
            select.setArray(3, connection.createArrayOf("uuid", pausedPortals.toArray()));
            select.setInt(4, limit);
            return dueDeliveries(select);
          }
        });
  }

  private static List<DueDelivery> dueDeliveries(PreparedStatement select) throws SQLException {
    List<DueDelivery> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new DueDelivery(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getObject(5, UUID.class),
                row.getLong(6),
                row.getInt(7),
                row.getInt(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getBoolean(10)));
      }
    }
    return found;
  }

  /** Lets go everything that a target holds back: its order no longer counts. */
  void letGo(UUID node, UUID target) throws SQLException {
    database.inTransaction(
        connection -> {
          if (!lock(connection, node, target)) {
            return 0;
          }
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  UPDATE delivery SET held = FALSE
                  WHERE target_id = ? AND state = 'pending' AND held = TRUE""")) {
            update.setObject(1, target);
            return update.executeUpdate();
          }
        });
  }

  /**
   * Writes down what became of deliveries and targets.
   *
   * @param attempts what was tried, whoever's the targets are now
   * @param held deliveries to be left alone until an earlier one of their lane is at its end
   * @param changes targets that are treated otherwise from now on
   * @return the targets that were the node's: nothing was written of the others
   */
  Set<UUID> settle(
      UUID node,
      List<Attempt> attempts,
      List<DueDelivery> held,
      Map<UUID, TargetChange> changes,
      Instant now)
      throws SQLException {
    Set<UUID> concerned = new HashSet<>(changes.keySet());
    attempts.forEach(attempt -> concerned.add(attempt.delivery().targetId()));
    held.forEach(delivery -> concerned.add(delivery.targetId()));
    Set<UUID> written =
        database.inTransaction(
            connection -> {
              Set<UUID> own = lock(connection, node, concerned);
              List<Attempt> ownAttempts =
                  attempts.stream().filter(a -> own.contains(a.delivery().targetId())).toList();
              insertAttempts(connection, ownAttempts);
              settleDeliveries(connection, ownAttempts);
              hold(connection, held.stream().filter(d -> own.contains(d.targetId())).toList());
              letGoNext(connection, ownAttempts.stream().filter(Attempt::isEnd).toList());
              changeTargets(connection, own, changes, now);
              return own;
            });
    live.changed(Topic.DELIVERIES);
    return written;
  }

  private static void insertAttempts(Connection connection, List<Attempt> attempts)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO delivery_attempt (delivery_id, ordinal, started_at, duration_millis, status,
              cause, address, response_size, key_id, sealed_headers, sealed_response)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
      for (Attempt attempt : attempts) {
        Attempt.Sent sent = attempt.sent();
        if (sent == null) {
          continue;
        }
        UUID delivery = attempt.delivery().id();
        int ordinal = attempt.delivery().attempts() + 1;
        insert.setObject(1, delivery);
        insert.setInt(2, ordinal);
        insert.setObject(3, timestamp(sent.startedAt()));
        insert.setLong(4, sent.took().toMillis());
        insert.setObject(5, sent.reply().status());
        insert.setString(6, code(attempt.cause()));
        insert.setString(7, sent.reply().address());
        insert.setInt(8, sent.reply().body().length);
        insert.setObject(9, sent.key().id());
        insert.setBytes(10, SealedReplies.sealHeaders(sent.key(), delivery, ordinal, sent.reply()));
        insert.setBytes(11, SealedReplies.sealBody(sent.key(), delivery, ordinal, sent.reply()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void settleDeliveries(Connection connection, List<Attempt> attempts)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE delivery SET state = ?, attempts = ?, failures = ?, due_at = ?, delivered_at = ?,
              last_status = ?, last_cause = ?
            WHERE id = ? AND state = 'pending'""")) {
      for (Attempt attempt : attempts) {
        DueDelivery delivery = attempt.delivery();
        Attempt.Sent sent = attempt.sent();
        update.setString(1, attempt.state().code());
        update.setInt(2, delivery.attempts() + (sent == null ? 0 : 1));
        update.setInt(3, delivery.failures() + (attempt.isDelivered() ? 0 : 1));
        update.setObject(4, timestamp(attempt.dueAt()));
        update.setObject(5, attempt.isDelivered() ? timestamp(attempt.endedAt()) : null);
        update.setObject(6, sent == null ? null : sent.reply().status());
        update.setString(7, code(attempt.cause()));
        update.setObject(8, delivery.id());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static void hold(Connection connection, List<DueDelivery> held) throws SQLException {
    if (held.isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE delivery SET held = TRUE WHERE id = ANY (?) AND state = 'pending'")) {
      update.setArray(
          1, connection.createArrayOf("uuid", held.stream().map(DueDelivery::id).toArray()));
      update.executeUpdate();
    }
  }

  /** Whatever is held is behind one that is pending, and let go by the end of that. */
  private static void letGoNext(Connection connection, List<Attempt> ends) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE delivery SET held = FALSE
            WHERE target_id = ? AND lane = ? AND state = 'pending' AND held = TRUE""")) {
      for (Attempt end : ends) {
        update.setObject(1, end.delivery().targetId());
        update.setObject(2, end.delivery().lane());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static void changeTargets(
      Connection connection, Set<UUID> own, Map<UUID, TargetChange> changes, Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE relay_target SET state = ?, url = ?, probes = ?, ready_at = ?,
              changed_at = CASE WHEN state = ? THEN changed_at ELSE ? END
            WHERE portal_id = ?""")) {
      for (Map.Entry<UUID, TargetChange> entry : changes.entrySet()) {
        if (own.contains(entry.getKey())) {
          TargetChange change = entry.getValue();
          update.setString(1, change.state().code());
          update.setString(2, change.url());
          update.setInt(3, change.probes());
          update.setObject(4, timestamp(change.readyAt()));
          update.setString(5, change.state().code());
          update.setObject(6, timestamp(now));
          update.setObject(7, entry.getKey());
          update.addBatch();
        }
      }
      update.executeBatch();
    }
  }

  private static @Nullable String code(@Nullable Cause cause) {
    return cause == null ? null : cause.code();
  }

  static OffsetDateTime timestamp(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
