package io.checkpost.ingest.replay;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.dispatch.PlannedCalls;
import io.checkpost.ingest.replay.MessageSelection.Scanned;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has messages observed again: asks the dispatch for the calls, in the transaction that says that
 * it was asked.
 */
@ApplicationSingleton
final class ObserveStep {

  private final ReplayStore store;
  private final PlannedCalls planned;
  private final Clock clock;

  @Inject
  ObserveStep(ReplayStore store, PlannedCalls planned, Clock clock) {
    this.store = store;
    this.planned = planned;
    this.clock = clock;
  }

  /**
   * Deals with the next messages of a job whose row is locked.
   *
   * @throws CannotGoOn when its observer is not there
   */
  Tally run(Connection connection, Job job) throws SQLException {
    String observer = job.observer();
    if (observer != null && !planned.observers().contains(observer)) {
      throw new CannotGoOn("observer " + observer + " is not deployed");
    }
    Batch batch = Batch.next(connection, job);
    Map<UUID, List<PlannedCalls.Call>> calls = calls(connection, batch.wanted(), observer);
    List<OwedRows.Wanted> wanted = new ArrayList<>();
    Tally tally = Tally.NOTHING;
    for (Scanned message : batch.wanted()) {
      List<PlannedCalls.Call> its = calls.get(message.id());
      if (its == null) {
        tally = tally.plus(message.erased() ? Tally.SKIPPED : Tally.FAILED);
      } else if (its.isEmpty()) {
        tally = tally.plus(Tally.SKIPPED);
      } else {
        tally = tally.plus(Tally.DONE);
        wanted.add(
            new OwedRows.Wanted(
                message.id(), message.portalId(), message.subjectId(), message.receivedAt(), its));
      }
    }
    new OwedRows(connection).insert(job.id(), wanted, clock.instant());
    store.advance(connection, job, batch.end(), tally);
    if (batch.last()) {
      store.finish(connection, job);
    }
    return tally;
  }

  /** Returns the calls by message, of all observers or one. */
  Map<UUID, List<PlannedCalls.Call>> calls(
      Connection connection, List<Scanned> messages, @Nullable String observer)
      throws SQLException {
    Map<UUID, List<PlannedCalls.Call>> calls =
        planned.of(connection, messages.stream().map(Scanned::id).toList());
    if (observer != null) {
      calls.replaceAll(
          (message, all) -> all.stream().filter(call -> call.observer().equals(observer)).toList());
    }
    return calls;
  }
}
