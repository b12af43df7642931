package io.checkpost.ingest.dispatch;

import static java.util.stream.Collectors.toSet;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.Dialect;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This node's share of the dispatch. Subjects are dealt to a fixed number of shards, and each shard
 * is leased to one node, so that one subject is never observed in two places: that is what keeps
 * its order. A node that stops renewing loses its shards when the lease ends.
 *
 * <p>What is above a node's fair share leaves: nothing new of it is begun, and when what is under
 * way has ended it is given back. Else a node with so much to do that it is never idle would keep
 * everything to itself, and another would be no help.
 *
 * <p>Used by the dispatcher's own thread; {@link #holds} may be asked from any.
 */
@ApplicationSingleton
final class Shards {

  /**
   * A node takes nothing until the others have learned which observers it has: else an observer
   * that is new would be given a message of this node's and miss a later one of another's.
   */
  private static final int JOINING_RENEWALS = 2;

  private final Database database;
  private final UUID node = UUID.randomUUID();
  private final Duration lease;
  private final LongSupplier nanoTime;
  private volatile Share share = Share.NOTHING;
  private final Map<Integer, Long> leavingSinceNanos = new HashMap<>();
  private volatile long heldUntilNanos;
  private boolean alone = true;
  private int renewals;
  private boolean joined;

  @Inject
  Shards(Database database, Settings settings) {
    this(database, settings.dispatchLease(), System::nanoTime);
  }

  Shards(Database database, Duration lease, LongSupplier nanoTime) {
    this.database = database;
    this.lease = lease;
    this.nanoTime = nanoTime;
    this.heldUntilNanos = nanoTime.getAsLong();
  }

  private record Shard(int number, @Nullable UUID owner, OffsetDateTime leaseUntil) {}

  /**
   * What this node has the lease of.
   *
   * @param staying what it observes
   * @param leaving what it only ends what it began of
   */
  private record Share(Set<Integer> staying, Set<Integer> leaving) {

    static final Share NOTHING = new Share(Set.of(), Set.of());

    boolean has(int shard) {
      return staying.contains(shard) || leaving.contains(shard);
    }
  }

  Duration lease() {
    return lease;
  }

  /** Returns the shards of which work may be begun. */
  Set<Integer> held() {
    return isLeaseRunning() ? share.staying : Set.of();
  }

  /** Tells whether work that was begun may go on. */
  boolean holds(int shard) {
    return isLeaseRunning() && share.has(shard);
  }

  /** Tells whether a shard waits for no more than a renewal to be given back. */
  boolean isReadyToLeave(IntPredicate busy) {
    return share.leaving.stream().anyMatch(shard -> !busy.test(shard));
  }

  /** Tells whether no other node was alive at the last renewal. */
  boolean isAlone() {
    return alone;
  }

  private boolean isLeaseRunning() {
    return nanoTime.getAsLong() - heldUntilNanos < 0;
  }

  /**
   * Renews the lease, takes what is free up to a fair share, and gives back what is above it.
   *
   * @param busy the shards of which something is under way
   */
  void renew(IntPredicate busy) throws SQLException {
    long startNanos = nanoTime.getAsLong();
    share = database.inTransaction(connection -> renew(connection, busy));
    heldUntilNanos = startNanos + lease.toNanos();
  }

  private Share renew(Connection connection, IntPredicate busy) throws SQLException {
    OffsetDateTime now = now(connection);
    List<Shard> all = lockAll(connection);
    heartbeat(connection, now);
    int liveNodes = countLiveNodes(connection, now);
    alone = liveNodes == 1;
    renewals++;
    joined |= alone || renewals > JOINING_RENEWALS;
    int fairShare = joined ? (all.size() + liveNodes - 1) / liveNodes : 0;
    Share mine = choose(all, now, fairShare, busy);
    write(connection, all, mine, now.plus(lease));
    return mine;
  }

  private Share choose(List<Shard> all, OffsetDateTime now, int fairShare, IntPredicate busy) {
    Set<Integer> staying = new TreeSet<>();
    Set<Integer> surplus = new TreeSet<>();
    for (Shard shard : all) {
      if (node.equals(shard.owner)) {
        (staying.size() < fairShare ? staying : surplus).add(shard.number);
      }
    }
    for (Shard shard : all) {
      boolean free = shard.owner == null || !shard.leaseUntil.isAfter(now);
      if (free && staying.size() < fairShare) {
        staying.add(shard.number);
      }
    }
    Set<Integer> leaving = leaving(surplus, busy);
    staying.addAll(stuck(leaving));
    leaving.removeAll(staying);
    return new Share(Set.copyOf(staying), Set.copyOf(leaving));
  }

  private Set<Integer> leaving(Set<Integer> surplus, IntPredicate busy) {
    Set<Integer> leaving = new TreeSet<>(surplus);
    leaving.removeIf(shard -> !busy.test(shard));
    leavingSinceNanos.keySet().retainAll(leaving);
    leaving.forEach(shard -> leavingSinceNanos.putIfAbsent(shard, nanoTime.getAsLong()));
    return leaving;
  }

  /** What an observer is at for longer than a lease must not keep everybody else of it waiting. */
  private Set<Integer> stuck(Set<Integer> leaving) {
    return leaving.stream()
        .filter(shard -> nanoTime.getAsLong() - since(shard) > lease.toNanos())
        .collect(toSet());
  }

  private long since(int shard) {
    return leavingSinceNanos.getOrDefault(shard, nanoTime.getAsLong());
  }

  static OffsetDateTime now(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class);
    }
  }

  private static List<Shard> lockAll(Connection connection) throws SQLException {
    List<Shard> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT shard, owner, lease_until FROM dispatch_shard ORDER BY shard FOR UPDATE")) {
      while (row.next()) {
        all.add(
            new Shard(
                row.getInt(1),
                row.getObject(2, UUID.class),
                row.getObject(3, OffsetDateTime.class)));
      }
    }
    return all;
  }

  private void heartbeat(Connection connection, OffsetDateTime now) throws SQLException {
    try (PreparedStatement update =
            connection.prepareStatement("UPDATE node SET seen_at = ? WHERE id = ?");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO node (seen_at, id) VALUES (?, ?)")) {
      update.setObject(1, now);
      update.setObject(2, node);
      if (update.executeUpdate() == 0) {
        insert.setObject(1, now);
        insert.setObject(2, node);
        insert.executeUpdate();
      }
    }
  }

  private int countLiveNodes(Connection connection, OffsetDateTime now) throws SQLException {
    try (PreparedStatement forget =
            connection.prepareStatement("DELETE FROM node WHERE seen_at < ?");
        Statement statement = connection.createStatement()) {
      forget.setObject(1, now.minus(lease));
      forget.executeUpdate();
      try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM node")) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private void write(Connection connection, List<Shard> all, Share mine, OffsetDateTime leaseUntil)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE dispatch_shard SET owner = ?, lease_until = ? WHERE shard = ?")) {
      for (Shard shard : all) {
        boolean keeps = mine.has(shard.number);
        if (keeps || node.equals(shard.owner)) {
          update.setObject(1, keeps ? node : null);
          update.setObject(2, leaseUntil);
          update.setInt(3, shard.number);
          update.addBatch();
        }
      }
      update.executeBatch();
    }
  }

  /** An embedded database has one process: whoever held a lease before is gone. */
  void forgetFormerOwners() throws SQLException {
    if (database.dialect() == Dialect.H2) {
      database.inTransaction(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              statement.executeUpdate("UPDATE dispatch_shard SET owner = NULL");
              return statement.executeUpdate("DELETE FROM node");
            }
          });
    }
  }

  /** Gives everything back, so that the other nodes need not wait for the lease to end. */
  void release() throws SQLException {
    share = Share.NOTHING;
    database.inTransaction(
        connection -> {
          try (PreparedStatement shards =
                  connection.prepareStatement(
                      "UPDATE dispatch_shard SET owner = NULL WHERE owner = ?");
              PreparedStatement nodes =
                  connection.prepareStatement("DELETE FROM node WHERE id = ?")) {
            shards.setObject(1, node);
            nodes.setObject(1, node);
            return shards.executeUpdate() + nodes.executeUpdate();
          }
        });
  }
}
