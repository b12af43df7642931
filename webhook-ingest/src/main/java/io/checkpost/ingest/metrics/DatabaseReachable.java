package io.checkpost.ingest.metrics;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.logging.LogLine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/** Asks the database every few seconds, so that a scrape need not wait for one that is down. */
@ApplicationSingleton
final class DatabaseReachable implements BackgroundWork {

  private static final Logger LOG = System.getLogger(DatabaseReachable.class.getName());
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

  private final Database database;
  private final Rounds rounds = new Rounds("database", BETWEEN_QUESTIONS, this::ask);
  private volatile boolean reachable;

  @Inject
  DatabaseReachable(Database database, MeterRegistry meters) {
    this.database = database;
    Gauge.builder("checkpost.database.reachable", () -> reachable ? 1 : 0)
        .description("Whether the database answered when it was asked last")
        .register(meters);
  }

  /** Parts are started once the database was used. */
  @Override
  public void start(ThreadFactory threads) {
    reachable = true;
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.close(patience);
  }

  private void ask() {
    try {
      database.inTransaction(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("SELECT 1");
            }
          });
      if (!reachable) {
        LOG.log(Level.INFO, LogLine.of("database.back").toString());
      }
      reachable = true;
    } catch (SQLException e) {
      if (reachable) {
        LOG.log(Level.WARNING, LogLine.of("database.away").because(e).toString());
      }
      reachable = false;
    }
  }
}
