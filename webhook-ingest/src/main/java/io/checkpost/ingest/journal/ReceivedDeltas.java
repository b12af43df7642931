package io.checkpost.ingest.journal;

import io.checkpost.api.Update;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction adds to the figures of what was received, or takes from them: how many
 * messages ended in which way, and how many of those that were accepted report which outcome of
 * which kind of check, by portal and hour. Written as new rows that touch nobody else's.
 */
final class ReceivedDeltas {

  private static final String NONE = "";

  private final Map<Figure, Long> changes = new LinkedHashMap<>();

  private record Figure(
      UUID portalId, Instant since, Disposition disposition, String checkType, String outcome) {}

  private record Reported(String checkType, String outcome) {}

  /** Counts a message that was received. */
  void add(ReceivedMessage message, Disposition disposition, Collection<Update> updates) {
    Set<Reported> reported = new LinkedHashSet<>();
    for (Update update : updates) {
      reported.add(new Reported(update.checkType().code(), update.outcome().code()));
    }
    count(message.portalId().value(), message.receivedAt(), disposition, reported, 1);
  }

  /** Counts a stored message as it is now. */
  void add(Connection connection, UUID messageId) throws SQLException {
    count(connection, messageId, 1);
  }

  /** Takes a stored message out as it is now; to be called before it is changed. */
  void remove(Connection connection, UUID messageId) throws SQLException {
    count(connection, messageId, -1);
  }

  private void count(Connection connection, UUID messageId, int times) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT m.portal_id, m.received_at, m.disposition, u.check_type, u.outcome
            FROM message m LEFT JOIN check_update u ON u.message_id = m.id WHERE m.id = ?""")) {
      select.setObject(1, messageId);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("message " + messageId + " is gone");
        }
        UUID portalId = row.getObject(1, UUID.class);
        Instant receivedAt = row.getObject(2, OffsetDateTime.class).toInstant();
        Disposition disposition = Disposition.of(row.getString(3));
        count(portalId, receivedAt, disposition, reported(row), times);
      }
    }
  }

  private static Set<Reported> reported(ResultSet row) throws SQLException {
    Set<Reported> reported = new LinkedHashSet<>();
    do {
      String checkType = row.getString(4);
      if (checkType != null) {
        reported.add(new Reported(checkType, row.getString(5)));
      }
    } while (row.next());
    return reported;
  }

  /** What only repeats what was known is no outcome once more. */
  private void count(
      UUID portalId,
      Instant receivedAt,
      Disposition disposition,
      Set<Reported> reported,
      int times) {
    Instant since = receivedAt.truncatedTo(ChronoUnit.HOURS);
    change(new Figure(portalId, since, disposition, NONE, NONE), times);
    if (disposition == Disposition.ACCEPTED) {
      for (Reported each : reported) {
        change(new Figure(portalId, since, disposition, each.checkType, each.outcome), times);
      }
    }
  }

  private void change(Figure figure, int times) {
    changes.merge(figure, (long) times, ReceivedDeltas::sum);
  }

  private static @Nullable Long sum(Long one, Long other) {
    long sum = one + other;
    return sum == 0 ? null : sum;
  }

  void write(Connection connection) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO received_delta
              (portal_id, since, disposition, check_type, outcome, messages)
            VALUES (?, ?, ?, ?, ?, ?)""")) {
      for (Map.Entry<Figure, Long> change : changes.entrySet()) {
        Figure figure = change.getKey();
        insert.setObject(1, figure.portalId);
        insert.setObject(2, LockedRows.timestamp(figure.since));
        insert.setString(3, figure.disposition.code());
        insert.setString(4, figure.checkType);
        insert.setString(5, figure.outcome);
        insert.setLong(6, change.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
