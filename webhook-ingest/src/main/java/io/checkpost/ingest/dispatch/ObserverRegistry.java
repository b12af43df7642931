package io.checkpost.ingest.dispatch;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which observers there are on which nodes, so that a node that lacks one keeps for it what another
 * would have given it. Each node says again and again what it has; who has not been seen for a
 * lease is on no node. Times are the database's. Safe for use by many threads.
 */
@ApplicationSingleton
public final class ObserverRegistry {

  private final Database database;
  private final Duration lease;
  private final Map<String, DeployedObserver> here;
  private volatile List<Elsewhere> elsewhere = List.of();
  private volatile boolean announced;

  @Inject
  ObserverRegistry(Database database, Settings settings, Observers observers) {
    this(database, settings, observers.deployed());
  }

  ObserverRegistry(Database database, Settings settings, List<DeployedObserver> here) {
    this.database = database;
    this.lease = settings.dispatchLease();
    this.here = here.stream().collect(toMap(DeployedObserver::id, Function.identity()));
  }

  /**
   * An observer that this node lacks.
   *
   * @param type what it observes; null where this node does not know the class either, and it may
   *     be anything
   */
  private record Elsewhere(String id, @Nullable Class<?> type) {

    static Elsewhere of(String id, String eventType) {
      try {
        return new Elsewhere(
            id, Class.forName(eventType, false, Thread.currentThread().getContextClassLoader()));
      } catch (ClassNotFoundException | LinkageError e) {
        return new Elsewhere(id, null);
      }
    }

    boolean mayObserve(Object event) {
      return type == null || type.isInstance(event);
    }
  }

  boolean isHere(String observer) {
    return here.containsKey(observer);
  }

  /** Returns the observers of an event that other nodes have and this one lacks. */
  List<String> elsewhere(Object event) {
    List<Elsewhere> lacking = elsewhere;
    return lacking.isEmpty()
        ? List.of()
        : lacking.stream().filter(each -> each.mayObserve(event)).map(Elsewhere::id).toList();
  }

  /** Says what this node has. */
  void announce() throws SQLException {
    database.inTransaction(
        connection -> {
          OffsetDateTime now = Shards.now(connection);
          if (!announced || see(connection, now) < here.size()) {
            announce(connection, now);
          }
          return here.size();
        });
    announced = true;
  }

  /**
   * Learns what others have.
   *
   * @param alone whether no other node lives: then nobody is waited for
   */
  void learn(boolean alone) throws SQLException {
    elsewhere =
        alone
            ? List.of()
            : database.inTransaction(
                connection -> lacking(connection, Shards.now(connection).minus(lease)));
  }

  private int see(Connection connection, OffsetDateTime now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE observer SET seen_at = ? WHERE id = ANY (?)")) {
      update.setObject(1, now);
      update.setArray(2, connection.createArrayOf("varchar", here.keySet().toArray()));
      return update.executeUpdate();
    }
  }

  private void announce(Connection connection, OffsetDateTime now) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO observer (event_type, seen_at, registered_at, id) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""");
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE observer SET event_type = ?, seen_at = ? WHERE id = ?")) {
      for (DeployedObserver observer : here.values()) {
        insert.setString(1, observer.eventType());
        insert.setObject(2, now);
        insert.setObject(3, now);
        insert.setString(4, observer.id());
        insert.executeUpdate();
        update.setString(1, observer.eventType());
        update.setObject(2, now);
        update.setString(3, observer.id());
        update.executeUpdate();
      }
    }
  }

  private List<Elsewhere> lacking(Connection connection, OffsetDateTime since) throws SQLException {
    List<Elsewhere> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, event_type FROM observer WHERE seen_at >= ? AND NOT (id = ANY (?))")) {
      select.setObject(1, since);
      select.setArray(2, connection.createArrayOf("varchar", here.keySet().toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(Elsewhere.of(row.getString(1), row.getString(2)));
        }
      }
    }
    return List.copyOf(found);
  }

  /**
   * An observer that a node has or had.
   *
   * @param id the observer
   * @param eventType what it observes
   * @param priority its place among the observers of one event; null where only other nodes know
   * @param deployed whether a node that lives has it
   * @param registeredAt when it was first seen
   * @param seenAt when it was last seen
   */
  record Known(
      String id,
      String eventType,
      @Nullable Integer priority,
      boolean deployed,
      OffsetDateTime registeredAt,
      OffsetDateTime seenAt) {}

  /** Returns all, by their ids; those of this node before it has announced them, too. */
  List<Known> all(Connection connection) throws SQLException {
    OffsetDateTime now = Shards.now(connection);
    Map<String, Known> found = new TreeMap<>();
    here.forEach(
        (id, own) -> found.put(id, new Known(id, own.eventType(), own.priority(), true, now, now)));
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT id, event_type, registered_at, seen_at FROM observer");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String id = row.getString(1);
        OffsetDateTime seenAt = row.getObject(4, OffsetDateTime.class);
        boolean deployed = isHere(id) || !seenAt.isBefore(now.minus(lease));
        found.put(
            id,
            new Known(
                id,
                row.getString(2),
                priority(id),
                deployed,
                row.getObject(3, OffsetDateTime.class),
                seenAt));
      }
    }
    return List.copyOf(found.values());
  }

  private @Nullable Integer priority(String id) {
    DeployedObserver own = here.get(id);
    return own == null ? null : own.priority();
  }

  /**
   * Returns those of some observers that no living node has: what they are owed is parked.
   *
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Set<String> missing(Set<String> observers) {
    Set<String> asked = new HashSet<>(observers);
    asked.removeAll(here.keySet());
    if (asked.isEmpty()) {
      return Set.of();
    }
    try {
      Set<String> deployed =
          database.inTransaction(this::all).stream()
              .filter(Known::deployed)
              .map(Known::id)
              .collect(toUnmodifiableSet());
      asked.removeAll(deployed);
      return asked;
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }
}
