package io.checkpost.ingest.replay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.dispatch.PlannedCalls;
import io.checkpost.ingest.journal.Reinterpretation;
import io.checkpost.ingest.journal.Reread;
import io.checkpost.ingest.journal.SqlFailure;
import io.checkpost.ingest.journal.StoredRequest;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.portal.PortalDirectory;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.ingest.replay.MessageSelection.Scanned;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages again, each in a transaction of its own together with the job's progress: one that
 * the database refuses costs the others nothing.
 */
@ApplicationSingleton
final class ReinterpretStep {

  private static final Logger LOG = System.getLogger(ReinterpretStep.class.getName());

  private final Database database;
  private final ReplayStore store;
  private final Reinterpretation reinterpretation;
  private final Providers providers;
  private final PortalDirectory portals;
  private final PlannedCalls planned;
  private final Clock clock;

  @Inject
  ReinterpretStep(
      Database database,
      ReplayStore store,
      Reinterpretation reinterpretation,
      Providers providers,
      PortalDirectory portals,
      PlannedCalls planned,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.reinterpretation = reinterpretation;
    this.providers = providers;
    this.portals = portals;
    this.planned = planned;
    this.clock = clock;
  }

  /** Deals with the next messages of a job; stops where the job was stopped or taken over. */
  Tally run(Job job, Batch batch) throws SQLException {
    StoredReadings readings = readings();
    Tally all = Tally.NOTHING;
    Cursor before = job.cursor();
    for (Scanned message : batch.wanted()) {
      Optional<Tally> tally = one(job.id(), message, before, readings);
      if (tally.isEmpty()) {
        return all;
      }
      all = all.plus(tally.get());
      before = message.place();
    }
    end(job.id(), batch, before);
    return all;
  }

  private StoredReadings readings() {
    return new StoredReadings(providers, portals);
  }

  private Optional<Tally> one(
      UUID jobId, Scanned message, @Nullable Cursor before, StoredReadings readings)
      throws SQLException {
    try {
      return SqlFailure.retryingConflicts(
          () ->
              database.inTransaction(
                  connection -> one(connection, jobId, message, before, readings)));
    } catch (DatabaseUnavailable e) {
      throw e;
    } catch (SQLException e) {
      if (SqlFailure.of(e) != SqlFailure.BAD_DATA) {
        throw e;
      }
      return failed(jobId, message, before, e);
    } catch (RuntimeException e) {
      return failed(jobId, message, before, e);
    }
  }

  private Optional<Tally> one(
      Connection connection,
      UUID jobId,
      Scanned message,
      @Nullable Cursor before,
      StoredReadings readings)
      throws SQLException {
    Optional<Job> job = claim(connection, jobId, before);
    if (job.isEmpty()) {
      return Optional.empty();
    }
    Tally tally = reread(connection, jobId, message, readings);
    store.advance(connection, job.get(), message.place(), tally);
    return Optional.of(tally);
  }

  /** Whoever had the job in the meantime went on from another place. */
  private Optional<Job> claim(Connection connection, UUID jobId, @Nullable Cursor before)
      throws SQLException {
    return store.claim(connection, jobId).filter(job -> Objects.equals(job.cursor(), before));
  }

  private Optional<Tally> failed(
      UUID jobId, Scanned message, @Nullable Cursor before, Exception cause) throws SQLException {
    LOG.log(
        Level.WARNING,
        "message {0} could not be read again and is left as it was: {1}",
        message.id(),
        SqlFailure.describe(cause));
    return database.inTransaction(
        connection -> {
          Optional<Job> job = claim(connection, jobId, before);
          if (job.isPresent()) {
            store.advance(connection, job.get(), message.place(), Tally.FAILED);
          }
          return job.map(claimed -> Tally.FAILED);
        });
  }

  private void end(UUID jobId, Batch batch, @Nullable Cursor before) throws SQLException {
    database.inTransaction(
        connection -> {
          Optional<Job> job = claim(connection, jobId, before);
          if (job.isPresent()) {
            store.advance(connection, job.get(), batch.end(), Tally.NOTHING);
            if (batch.last()) {
              store.finish(connection, job.get());
            }
          }
          return jobId;
        });
  }

  private Tally reread(Connection connection, UUID jobId, Scanned message, StoredReadings readings)
      throws SQLException {
    Optional<StoredRequest> stored = reinterpretation.open(connection, message.id());
    if (stored.isEmpty()) {
      return Tally.SKIPPED;
    }
    Reread reread =
        reinterpretation.apply(
            connection, stored.get(), readings.of(connection, stored.get()), jobId);
    return switch (reread.result()) {
      case UNCHANGED -> Tally.SKIPPED;
      case UNFIT -> {
        LOG.log(
            Level.WARNING,
            "message {0} would be about other checks than before and is left as it was",
            message.id());
        yield Tally.FAILED;
      }
      case UNDERSTOOD, REWRITTEN -> {
        tellObservers(connection, jobId, reread);
        yield Tally.DONE;
      }
    };
  }

  private void tellObservers(Connection connection, UUID jobId, Reread reread) throws SQLException {
    OwedRows owed = new OwedRows(connection);
    for (UUID message : reread.forgotten()) {
      owed.forget(message);
    }
    for (Map.Entry<UUID, Set<Integer>> updates : reread.nothingToObserve().entrySet()) {
      owed.forget(updates.getKey(), updates.getValue());
    }
    owed.insert(jobId, observeAgain(connection, reread.observeAgain()), clock.instant());
  }

  /** The updates that differ, and the event of the message that holds them. */
  private List<OwedRows.Wanted> observeAgain(Connection connection, Map<UUID, Set<Integer>> updates)
      throws SQLException {
    List<OwedRows.Wanted> wanted = new ArrayList<>();
    if (updates.isEmpty()) {
      return wanted;
    }
    Map<UUID, List<PlannedCalls.Call>> calls = planned.of(connection, updates.keySet());
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, portal_id, subject_id, received_at FROM message WHERE id = ANY (?)")) {
      select.setArray(1, connection.createArrayOf("uuid", updates.keySet().toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          UUID id = row.getObject(1, UUID.class);
          Set<Integer> ordinals = updates.getOrDefault(id, Set.of());
          wanted.add(
              new OwedRows.Wanted(
                  id,
                  row.getObject(2, UUID.class),
                  row.getObject(3, UUID.class),
                  row.getObject(4, OffsetDateTime.class).toInstant(),
                  calls.getOrDefault(id, List.of()).stream()
                      .filter(call -> concerns(call, ordinals))
                      .toList()));
        }
      }
    }
    return wanted;
  }

  private static boolean concerns(PlannedCalls.Call call, Set<Integer> ordinals) {
    return call.ordinal() == PlannedCalls.MESSAGE_EVENT || ordinals.contains(call.ordinal());
  }

  /** Returns how many updates of the given messages would be read otherwise now. */
  int differences(Connection connection, List<Scanned> messages) throws SQLException {
    StoredReadings readings = readings();
    int differences = 0;
    for (Scanned message : messages) {
      Optional<StoredRequest> stored = reinterpretation.open(connection, message.id());
      if (stored.isPresent()) {
        differences +=
            reinterpretation.differences(
                connection, stored.get(), readings.of(connection, stored.get()));
      }
    }
    return differences;
  }
}
