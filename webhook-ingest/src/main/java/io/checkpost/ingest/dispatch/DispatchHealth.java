package io.checkpost.ingest.dispatch;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.journal.TimeOrderedId;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether observers get what they are owed, looked up by index and never counted. Safe for use by
 * many threads. Every call throws {@link DatabaseUnavailable} when the database cannot be asked.
 */
@ApplicationSingleton
public final class DispatchHealth {

  private final Database database;
  private final Clock clock;

  /** Creates the bean. */
  @Inject
  public DispatchHealth(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private <T> T asked(Database.Work<T> question) {
    try {
      return database.inTransaction(question);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** Returns the observers that fail on something, or have had it given up, by id. */
  public List<FailingObserver> failingObservers() {
    return asked(connection -> failingObservers(connection, clock.instant()));
  }

  private static List<FailingObserver> failingObservers(Connection connection, Instant now)
      throws SQLException {
    List<FailingObserver> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT o.id,
              (SELECT d.first_failed_at FROM owed_observation d
               WHERE d.observer = o.id AND d.state = 'dead' AND d.first_failed_at <= ?
               ORDER BY d.first_failed_at LIMIT 1),
              (SELECT w.first_failed_at FROM owed_observation w
               WHERE w.observer = o.id AND w.state = 'waiting' AND w.first_failed_at <= ?
               ORDER BY w.first_failed_at LIMIT 1)
            FROM observer o ORDER BY o.id""")) {
      select.setObject(1, now.atOffset(ZoneOffset.UTC));
      select.setObject(2, now.atOffset(ZoneOffset.UTC));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Instant deadSince = instant(row, 2);
          Instant failingSince = instant(row, 3);
          if (deadSince != null || failingSince != null) {
            found.add(new FailingObserver(row.getString(1), deadSince, failingSince));
          }
        }
      }
    }
    return found;
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** Returns the oldest message that no observer has seen, paused portals' aside. */
  public Optional<PendingMessage> oldestPending() {
    return asked(OldestWork::oldestPendingMessage)
        .map(id -> new PendingMessage(new MessageId(id), TimeOrderedId.timeOf(id)));
  }
}
