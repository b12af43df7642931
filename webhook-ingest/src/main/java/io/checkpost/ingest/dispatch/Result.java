package io.checkpost.ingest.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What became of a work.
 *
 * @param loaded the work
 * @param observedAt when its last observer returned
 * @param observers everyone whom it was handed to, be it to wait
 * @param failures the calls that threw
 * @param held the calls that have to wait for an earlier one, or for a node that has the observer
 * @param overtaking the calls that passed an earlier one
 */
record Result(
    LoadedWork loaded,
    Instant observedAt,
    Set<String> observers,
    List<Failure> failures,
    List<Call> held,
    List<Call> overtaking) {

  record Call(int ordinal, String observer) {}

  record Failure(Call call, String cause, Instant at) {}

  Work work() {
    return loaded.work();
  }

  /** Tells whether there is more to write than that everybody was called. */
  boolean concernsOwed() {
    return work().owed() != null || !failures.isEmpty() || !held.isEmpty() || !overtaking.isEmpty();
  }

  /** Collects what becomes of a work while it goes from observer to observer. */
  static final class Notes {

    private final Set<String> observers = new HashSet<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<Call> held = new ArrayList<>();
    private final List<Call> overtaking = new ArrayList<>();

    void handedTo(Call call) {
      observers.add(call.observer);
    }

    void failed(Call call, String cause, Instant at) {
      failures.add(new Failure(call, cause, at));
    }

    void held(Call call) {
      observers.add(call.observer);
      held.add(call);
    }

    void overtook(Call call) {
      overtaking.add(call);
    }

    Result result(LoadedWork work, Instant at) {
      return new Result(work, at, observers, failures, held, overtaking);
    }
  }
}
