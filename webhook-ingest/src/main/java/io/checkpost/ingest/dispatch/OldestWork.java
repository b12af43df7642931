package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The oldest of what waits for observers, looked up every few seconds by index and never counted.
 * The age is that of the message, which its id tells.
 */
@ApplicationSingleton
final class OldestWork implements BackgroundWork {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  private static final String PENDING = "pending";
  private static final String WAITING = "waiting";
  private static final String DEAD = "dead";

  private final Database database;
  private final Clock clock;
  private final Map<String, Instant> oldest = new ConcurrentHashMap<>();
  private final Rounds rounds = new Rounds("oldest-work", BETWEEN_LOOKS, this::look);

  @Inject
  OldestWork(Database database, Clock clock, MeterRegistry meters) {
    this.database = database;
    this.clock = clock;
    for (String state : new String[] {PENDING, WAITING, DEAD}) {
      TimeGauge.builder("checkpost.work.oldest.age", () -> ageMillis(state), TimeUnit.MILLISECONDS)
          .description("Age of the oldest message that observers have still to see; 0 for none")
          .tag("state", state)
          .register(meters);
    }
  }

  private long ageMillis(String state) {
    Instant since = oldest.get(state);
    return since == null ? 0 : Math.max(0, Duration.between(since, clock.instant()).toMillis());
  }

  @Override
  public void start(ThreadFactory threads) {
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.close(patience);
  }

  void look() throws SQLException {
    database.inTransaction(
        connection -> {
          remember(PENDING, oldestPending(connection));
          remember(WAITING, oldestOwed(connection, WAITING));
          remember(DEAD, oldestOwed(connection, DEAD));
          return oldest.size();
        });
  }

  private void remember(String state, Optional<Instant> since) {
    since.ifPresentOrElse(at -> oldest.put(state, at), () -> oldest.remove(state));
  }

  /** Returns when the oldest message came that no observer has seen, without paused portals'. */
  static Optional<Instant> oldestPending(Connection connection) throws SQLException {
    return oldestPendingMessage(connection).map(TimeOrderedId::timeOf);
  }

  /** Returns the oldest message that no observer has seen, without paused portals'. */
  static Optional<UUID> oldestPendingMessage(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT message_id FROM pending_dispatch
            WHERE portal_id NOT IN (SELECT id FROM portal WHERE paused)
            ORDER BY position LIMIT 1""")) {
      return message(select);
    }
  }

  private static Optional<Instant> oldestOwed(Connection connection, String state)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT message_id FROM owed_observation WHERE state = ? ORDER BY position LIMIT 1")) {
      select.setString(1, state);
      return message(select).map(TimeOrderedId::timeOf);
    }
  }

  private static Optional<UUID> message(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
    }
  }
}
