package io.checkpost.ingest.replay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.journal.SqlFailure;
import io.checkpost.ingest.logging.LogLine;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the messages of replays: one thread a node, a few messages of each replay in turn,
 * so that a long one keeps no short one waiting. Where it was interrupted, whoever leases the
 * replay next goes on.
 */
@ApplicationSingleton
final class ReplayRunner implements BackgroundWork {

  private static final Logger LOG = System.getLogger(ReplayRunner.class.getName());
  private static final Duration LOOK_ROUND = Duration.ofMillis(500);

  /** A message that stays behind for good must not stop replays for good. */
  private static final Duration LONGEST_YIELD = Duration.ofSeconds(30);

  private final Database database;
  private final ReplayStore store;
  private final ObserveStep observe;
  private final ReinterpretStep reinterpret;
  private final LiveTraffic traffic;
  private final MeterRegistry meters;

  private Duration pause = Duration.ZERO;
  private final Rounds rounds =
      new Rounds("replay", () -> pause, () -> pause = round(), this::release);
  private final Map<UUID, Counting> countings = new HashMap<>();
  private final Map<UUID, Long> restUntilNanos = new HashMap<>();
  private long ranAtNanos = System.nanoTime();

  @Inject
  ReplayRunner(
      Database database,
      ReplayStore store,
      ObserveStep observe,
      ReinterpretStep reinterpret,
      LiveTraffic traffic,
      MeterRegistry meters) {
    this.database = database;
    this.store = store;
    this.observe = observe;
    this.reinterpret = reinterpret;
    this.traffic = traffic;
    this.meters = meters;
  }

  @Override
  public void start(ThreadFactory threads) throws SQLException {
    store.forgetFormerOwners();
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.close(patience);
  }

  private void release() {
    try {
      store.release();
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "replays move when their lease ends: " + e.getSQLState());
    }
  }

  /** Does something for each replay whose turn it is, and returns how long nobody's turn is. */
  Duration round() throws SQLException {
    List<UUID> jobs = store.runnable();
    countings.keySet().retainAll(jobs);
    restUntilNanos.keySet().retainAll(jobs);
    if (jobs.isEmpty() || yields()) {
      return LOOK_ROUND;
    }
    ranAtNanos = System.nanoTime();
    Duration rest = LOOK_ROUND;
    for (UUID job : jobs) {
      if (rounds.isOpen() && leftToRest(job).isZero()) {
        step(job);
      }
      Duration left = leftToRest(job);
      rest = left.compareTo(rest) < 0 ? left : rest;
    }
    return rest;
  }

  private boolean yields() throws SQLException {
    return traffic.isBehind() && System.nanoTime() - ranAtNanos < LONGEST_YIELD.toNanos();
  }

  private Duration leftToRest(UUID job) {
    Long until = restUntilNanos.get(job);
    long left = until == null ? 0 : until - System.nanoTime();
    return Duration.ofNanos(Math.max(0, left));
  }

  /** What is wrong with one replay ends that one; what is wrong with the database is waited for. */
  private void step(UUID job) throws SQLException {
    try {
      advance(job);
    } catch (DatabaseUnavailable e) {
      throw e;
    } catch (CannotGoOn e) {
      fail(job, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      fail(job, "a fault of Checkpost's: " + SqlFailure.describe(e));
    } catch (SQLException e) {
      switch (SqlFailure.of(e)) {
        case BAD_DATA -> fail(job, "the database refused it: " + SqlFailure.describe(e));
        case CONFLICT, UNAVAILABLE -> throw e;
      }
    }
  }

  private void fail(UUID job, String reason) throws SQLException {
    LOG.log(
        Level.WARNING,
        LogLine.of("replay.failed").with("replay", job).with("reason", reason).toString());
    store.fail(job, reason);
  }

  /** A job and what is to be read again of it; nothing where the transaction did all of it. */
  private record Step(Job job, Tally tally, @Nullable Batch toRead) {}

  private void advance(UUID id) throws SQLException {
    Optional<Step> claimed =
        database.inTransaction(
            connection -> {
              Optional<Job> job = store.claim(connection, id);
              return job.isEmpty() ? Optional.empty() : Optional.of(begin(connection, job.get()));
            });
    if (claimed.isEmpty()) {
      return;
    }
    Step step = claimed.get();
    Batch toRead = step.toRead;
    Tally tally = toRead == null ? step.tally : reinterpret.run(step.job, toRead);
    rest(step.job, tally);
    count(step.job, tally);
  }

  private Step begin(Connection connection, Job job) throws SQLException {
    if (job.state() == ReplayState.COUNTING) {
      Counting counting = countings.computeIfAbsent(job.id(), id -> new Counting());
      if (counting.goOn(connection, job.selection())) {
        store.counted(connection, job, counting.messages());
      }
      return new Step(job, Tally.NOTHING, null);
    }
    return switch (job.selection().kind()) {
      case OBSERVE -> new Step(job, observe.run(connection, job), null);
      case REINTERPRET -> new Step(job, Tally.NOTHING, Batch.next(connection, job));
    };
  }

  private void rest(Job job, Tally tally) {
    long nanos = TimeUnit.SECONDS.toNanos(tally.messages()) / job.ratePerSecond();
    restUntilNanos.put(job.id(), System.nanoTime() + nanos);
  }

  private void count(Job job, Tally tally) {
    count(job, "done", tally.done());
    count(job, "skipped", tally.skipped());
    count(job, "failed", tally.failed());
  }

  private void count(Job job, String outcome, int messages) {
    if (messages > 0) {
      meters
          .counter(
              "checkpost.replay.messages",
              "kind",
              job.selection().kind().code(),
              "outcome",
              outcome)
          .increment(messages);
    }
  }
}
