package io.checkpost.ingest.activity;

import io.checkpost.api.PortalId;
import io.checkpost.api.PortalSilent;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table of each portal's last message and habit. Nodes add to one another's knowledge: a row is
 * locked while it is changed, and an earlier message never replaces a later one.
 */
@ApplicationSingleton
final class ActivityStore {

  private static final int MOST_AT_ONCE = 500;

  private final Database database;
  private final Duration least;

  @Inject
  ActivityStore(Database database, Settings settings) {
    this.database = database;
    this.least = settings.silenceLeast();
  }

  private record Row(Instant first, Instant last, Habit habit, @Nullable Instant silentSince) {}

  /** Writes when the latest messages came, by portal. */
  void write(Map<UUID, Instant> latest) throws SQLException {
    database.inTransaction(
        connection -> {
          Map<UUID, Row> rows = lock(connection, latest.keySet());
          rows.putAll(insertMissing(connection, rows.keySet(), latest));
          rows.keySet().removeIf(portal -> !isNewer(latest.get(portal), rows.get(portal)));
          update(connection, rows, latest);
          endSilences(connection, rows, latest);
          return rows.size();
        });
  }

  private static boolean isNewer(@Nullable Instant at, @Nullable Row row) {
    return at != null && row != null && at.isAfter(row.last);
  }

  /** Returns the rows that were made, by this node or at the same time by another. */
  private static Map<UUID, Row> insertMissing(
      Connection connection, Set<UUID> present, Map<UUID, Instant> latest) throws SQLException {
    SortedMap<UUID, Instant> missing = new TreeMap<>(latest);
    missing.keySet().removeAll(present);
    if (missing.isEmpty()) {
      return Map.of();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO portal_activity (portal_id, first_received_at, last_received_at, habit)
            VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
      for (Map.Entry<UUID, Instant> entry : missing.entrySet()) {
        insert.setObject(1, entry.getKey());
        insert.setObject(2, timestamp(entry.getValue()));
        insert.setObject(3, timestamp(entry.getValue()));
        insert.setBytes(4, Habit.of(entry.getValue()).bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return lock(connection, missing.keySet());
  }

  /** In the order of the ids, so that two nodes do not wait for one another. */
  private static Map<UUID, Row> lock(Connection connection, Collection<UUID> portals)
      throws SQLException {
    Map<UUID, Row> rows = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT portal_id, first_received_at, last_received_at, habit, silent_since
            FROM portal_activity WHERE portal_id = ANY (?) ORDER BY portal_id FOR UPDATE""")) {
      select.setArray(1, connection.createArrayOf("uuid", portals.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.put(
              row.getObject(1, UUID.class),
              new Row(
                  instant(row, 2),
                  instant(row, 3),
                  Habit.read(row.getBytes(4)),
                  nullableInstant(row, 5)));
        }
      }
    }
    return rows;
  }

  private void update(Connection connection, Map<UUID, Row> rows, Map<UUID, Instant> latest)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE portal_activity
            SET last_received_at = ?, habit = ?, silent_at = ?, silent_since = NULL
            WHERE portal_id = ?""")) {
      for (Map.Entry<UUID, Row> entry : rows.entrySet()) {
        Row row = entry.getValue();
        Instant at = latest.getOrDefault(entry.getKey(), row.last);
        row.habit.learn(row.first, row.last, at);
        update.setObject(1, timestamp(at));
        update.setBytes(2, row.habit.bytes());
        update.setObject(3, silentAt(row.habit, at).map(ActivityStore::timestamp).orElse(null));
        update.setObject(4, entry.getKey());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private Optional<Instant> silentAt(Habit habit, Instant last) {
    Instant earliest = last.plus(least);
    return habit.unusualAt(last).map(at -> at.isBefore(earliest) ? earliest : at);
  }

  private static void endSilences(
      Connection connection, Map<UUID, Row> rows, Map<UUID, Instant> latest) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE portal_silence SET ended_at = ? WHERE portal_id = ? AND noticed_at = ?")) {
      for (Map.Entry<UUID, Row> entry : rows.entrySet()) {
        Instant silentSince = entry.getValue().silentSince;
        if (silentSince != null) {
          update.setObject(1, timestamp(latest.getOrDefault(entry.getKey(), silentSince)));
          update.setObject(2, entry.getKey());
          update.setObject(3, timestamp(silentSince));
          update.addBatch();
        }
      }
      update.executeBatch();
    }
  }

  /**
   * Writes down who has fallen silent by now; archived portals are passed over for good.
   *
   * @return each new silence, once
   */
  List<PortalSilent> noticeSilences(Instant now) throws SQLException {
    return database.inTransaction(
        connection -> {
          List<PortalSilent> found = new ArrayList<>();
          for (Overdue overdue : lockOverdue(connection, now)) {
            notice(connection, overdue, now);
            if (!overdue.archived) {
              found.add(
                  new PortalSilent(
                      new PortalId(overdue.portalId),
                      overdue.last,
                      Duration.between(overdue.last, overdue.silentAt),
                      now));
            }
          }
          return found;
        });
  }

  private record Overdue(UUID portalId, Instant last, Instant silentAt, boolean archived) {}

  private static List<Overdue> lockOverdue(Connection connection, Instant now) throws SQLException {
    List<Overdue> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT portal_id, last_received_at, silent_at,
              (SELECT p.archived_at FROM portal p WHERE p.id = portal_id)
            FROM portal_activity WHERE silent_at <= ? ORDER BY silent_at LIMIT ? FOR UPDATE""")) {
      select.setObject(1, timestamp(now));
      select.setInt(2, MOST_AT_ONCE);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new Overdue(
                  row.getObject(1, UUID.class),
                  instant(row, 2),
                  instant(row, 3),
                  nullableInstant(row, 4) != null));
        }
      }
    }
    return found;
  }

  private static void notice(Connection connection, Overdue overdue, Instant now)
      throws SQLException {
    try (PreparedStatement update =
            connection.prepareStatement(
                "UPDATE portal_activity SET silent_at = NULL, silent_since = ? WHERE portal_id = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO portal_silence (portal_id, noticed_at, last_received_at)
                VALUES (?, ?, ?)""")) {
      update.setObject(1, overdue.archived ? null : timestamp(now));
      update.setObject(2, overdue.portalId);
      update.executeUpdate();
      if (!overdue.archived) {
        insert.setObject(1, overdue.portalId);
        insert.setObject(2, timestamp(now));
        insert.setObject(3, timestamp(overdue.last));
        insert.executeUpdate();
      }
    }
  }

  /** Judges nobody before that time: nothing can have come while nobody listened. */
  void postponeSilences(Instant until) throws SQLException {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE portal_activity SET silent_at = ? WHERE silent_at < ?")) {
            update.setObject(1, timestamp(until));
            update.setObject(2, timestamp(until));
            return update.executeUpdate();
          }
        });
  }

  /** A portal that is silent now. */
  record Silent(UUID portalId, Instant lastReceivedAt) {}

  /** Returns who is silent, without archived portals. */
  List<Silent> silent(Connection connection, Instant now) throws SQLException {
    List<Silent> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT a.portal_id, a.last_received_at
            FROM portal_activity a JOIN portal p ON p.id = a.portal_id
            WHERE a.silent_since <= ? AND p.archived_at IS NULL""")) {
      select.setObject(1, timestamp(now));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(new Silent(row.getObject(1, UUID.class), instant(row, 2)));
        }
      }
    }
    return found;
  }

  /** Returns what is known of the given portals. */
  Map<PortalId, LastReceived> of(Collection<PortalId> portals) throws SQLException {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT portal_id, last_received_at, silent_since FROM portal_activity
                  WHERE portal_id = ANY (?)""")) {
            Object[] ids = portals.stream().map(PortalId::value).toArray();
            select.setArray(1, connection.createArrayOf("uuid", ids));
            return known(select);
          }
        });
  }

  /** Returns those of whom something came latest, up to a number of them. */
  Map<PortalId, LastReceived> latest(int limit) throws SQLException {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT portal_id, last_received_at, silent_since FROM portal_activity
                  ORDER BY last_received_at DESC LIMIT ?""")) {
            select.setInt(1, limit);
            return known(select);
          }
        });
  }

  /**
   * Returns those that are silent for the longest time, and those of whom something came latest, up
   * to a number of each, without archived portals.
   */
  Map<PortalId, LastReceived> mostTelling(int limit) throws SQLException {
    return database.inTransaction(
        connection -> {
          Map<PortalId, LastReceived> found = new LinkedHashMap<>();
          found.putAll(
              known(connection, "AND a.silent_since IS NOT NULL ORDER BY a.silent_since", limit));
          found.putAll(known(connection, "ORDER BY a.last_received_at DESC", limit));
          return found;
        });
  }

  private static Map<PortalId, LastReceived> known(Connection connection, String which, int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT a.portal_id, a.last_received_at, a.silent_since
            FROM portal_activity a JOIN portal p ON p.id = a.portal_id
            WHERE p.archived_at IS NULL %s LIMIT ?"""
                .formatted(which))) {
      select.setInt(1, limit);
      return known(select);
    }
  }

  private static Map<PortalId, LastReceived> known(PreparedStatement select) throws SQLException {
    Map<PortalId, LastReceived> found = new LinkedHashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.put(
            new PortalId(row.getObject(1, UUID.class)),
            new LastReceived(instant(row, 2), nullableInstant(row, 3)));
      }
    }
    return found;
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant nullableInstant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime timestamp(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
