package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.dispatch.LoadedWork.NumberedEvent;
import io.checkpost.ingest.dispatch.Result.Call;
import io.checkpost.ingest.dispatch.Result.Notes;
import io.checkpost.ingest.logging.LogLine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls observers, or has them wait for their turn. */
final class Calls {

  private static final Logger LOG = System.getLogger(Calls.class.getName());
  private static final int MOST_CAUSE = 200;

  private final Function<Object, List<Observer>> observers;
  private final Consumer<Object> asynchronous;
  private final ObserverRegistry registry;
  private final Lanes lanes;
  private final Backoff backoff;
  private final DispatchMeters meters;
  private final Clock clock;

  Calls(
      Function<Object, List<Observer>> observers,
      Consumer<Object> asynchronous,
      ObserverRegistry registry,
      Lanes lanes,
      Backoff backoff,
      DispatchMeters meters,
      Clock clock) {
    this.observers = observers;
    this.asynchronous = asynchronous;
    this.registry = registry;
    this.lanes = lanes;
    this.backoff = backoff;
    this.meters = meters;
    this.clock = clock;
  }

  /** Gives a message to everybody: event by event, observer by observer. */
  Result firstRound(LoadedWork work) {
    Notes notes = new Notes();
    for (NumberedEvent event : work.events()) {
      for (Observer observer : observers.apply(event.event())) {
        takeTurn(work.work(), observer, event.ordinal(), notes);
      }
      for (String elsewhere : registry.elsewhere(event.event())) {
        notes.held(new Call(event.ordinal(), elsewhere));
      }
      asynchronous.accept(event.event());
    }
    Instant end = now();
    meters.observed(work.receivedAt(), end);
    return notes.result(work, end);
  }

  private void takeTurn(Work work, Observer observer, int ordinal, Notes notes) {
    Call call = new Call(ordinal, observer.id());
    switch (lanes.begin(work, observer.id(), now())) {
      case HOLD -> notes.held(call);
      case OVERTAKE -> {
        notes.overtook(call);
        callFirst(work, observer, call, notes);
      }
      case CALL -> callFirst(work, observer, call, notes);
    }
  }

  private void callFirst(Work work, Observer observer, Call call, Notes notes) {
    Instant failedAt = call(work, observer, call, notes);
    if (failedAt == null) {
      lanes.returned(work, observer.id());
    } else {
      lanes.failed(work, observer.id(), backoff.holdUntil(1, failedAt));
    }
  }

  /** Gives one observer what it is owed; an event that it no longer observes is settled. */
  Result owed(LoadedWork work, Work.Owed owed) {
    Notes notes = new Notes();
    for (NumberedEvent event : work.events()) {
      if (event.ordinal() == owed.ordinal()) {
        observers.apply(event.event()).stream()
            .filter(observer -> observer.id().equals(owed.observer()))
            .forEach(
                observer ->
                    call(work.work(), observer, new Call(event.ordinal(), observer.id()), notes));
      }
    }
    return notes.result(work, now());
  }

  /**
   * Returns when it failed; null when it did not. An observer is a stranger's code: not even an
   * Error of its may end the dispatch.
   */
  private @Nullable Instant call(Work work, Observer observer, Call call, Notes notes) {
    notes.handedTo(call);
    long start = System.nanoTime();
    try {
      observer.call().observe();
      meters.returned(observer.id(), System.nanoTime() - start);
      return null;
    } catch (Throwable e) {
      meters.failed(observer.id(), System.nanoTime() - start);
      Instant at = now();
      notes.failed(call, cause(e), at);
      LOG.log(
          Level.WARNING,
          LogLine.of("observer.failed")
              .with("observer", observer.id())
              .with("message", work.messageId())
              .with("attempt", work.attempt())
              .with("cause", e.getClass().getName())
              .toString());
      return at;
    }
  }

  /** The type only: an exception's text may quote the person. */
  private static String cause(Throwable e) {
    String type = e.getClass().getName();
    return type.length() > MOST_CAUSE ? type.substring(0, MOST_CAUSE) : type;
  }

  /** As the databases keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
