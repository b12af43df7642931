package io.checkpost.ingest.live;

import io.checkpost.ingest.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The marks of one node, and what it knows of the others'. For one thread at a time. */
final class ChangeMarks {

  /** Whose node has left nothing for so long will hardly come back, and may leave a new one. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final Database database;
  private final Clock clock;
  private final UUID node = UUID.randomUUID();
  private Map<Place, Long> known = Map.of();

  ChangeMarks(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Place(UUID node, String topic) {}

  /** Says to the other nodes what changed. */
  void leave(Set<Topic> topics) throws SQLException {
    Instant now = clock.instant();
    database.inTransaction(
        connection -> {
          for (Topic topic : topics) {
            if (!countOn(connection, topic, now)) {
              insert(connection, topic, now);
            }
          }
          return topics;
        });
  }

  private boolean countOn(Connection connection, Topic topic, Instant now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE change_mark SET mark = mark + 1, left_at = ? WHERE node = ? AND topic = ?")) {
      update.setObject(1, timestamp(now));
      update.setObject(2, node);
      update.setString(3, topic.code());
      return update.executeUpdate() == 1;
    }
  }

  /** Not from one on: a mark that was forgotten meanwhile must not look like the one before. */
  private void insert(Connection connection, Topic topic, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO change_mark (node, topic, mark, left_at) VALUES (?, ?, ?, ?)")) {
      insert.setObject(1, node);
      insert.setString(2, topic.code());
      insert.setLong(3, now.toEpochMilli());
      insert.setObject(4, timestamp(now));
      insert.executeUpdate();
    }
  }

  /** Returns what changed on other nodes since this was asked last. */
  Set<Topic> others() throws SQLException {
    Map<Place, Long> now = database.inTransaction(this::read);
    Set<Topic> changed = EnumSet.noneOf(Topic.class);
    now.forEach(
        (place, mark) -> {
          if (!mark.equals(known.get(place))) {
            Topic.of(place.topic).ifPresent(changed::add);
          }
        });
    known = now;
    return changed;
  }

  private Map<Place, Long> read(Connection connection) throws SQLException {
    Map<Place, Long> marks = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT node, topic, mark FROM change_mark WHERE node <> ?")) {
      select.setObject(1, node);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          marks.put(new Place(row.getObject(1, UUID.class), row.getString(2)), row.getLong(3));
        }
      }
    }
    return marks;
  }

  /** Removes what nodes left that are long gone. */
  void forgetFormerNodes() throws SQLException {
    OffsetDateTime before = timestamp(clock.instant().minus(KEPT));
    database.inTransaction(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM change_mark WHERE left_at < ?")) {
            delete.setObject(1, before);
            return delete.executeUpdate();
          }
        });
  }

  private static OffsetDateTime timestamp(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
