package io.checkpost.web.observers;

import io.checkpost.ingest.dispatch.ObservedState;
import io.checkpost.ingest.dispatch.OwedObservation.State;
import io.checkpost.web.text.Words;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An observer as the page shows it.
 *
 * @param state the observer
 */
public record ObserverRow(ObservedState state) {

  /**
   * How much of what it is owed is in a state.
   *
   * @param state the state
   * @param count how much, counted up to {@link ObservedState#MOST_COUNTED}
   */
  public record Count(State state, int count) {

    /** Tells whether counting ended before everything was counted. */
    public boolean isMore() {
      return count >= ObservedState.MOST_COUNTED;
    }

    /** Returns it in words. */
    public String inWords(Words words) {
      String key = "observers.count." + state.code();
      return words.text(isMore() ? key + ".more" : key, count);
    }
  }

  /** Returns what it is owed, by state, what is worst first, without what is nothing. */
  public List<Count> counts() {
    return Stream.of(
            new Count(State.DEAD, state.dead()),
            new Count(State.WAITING, state.waiting()),
            new Count(State.PARKED, state.parked()))
        .filter(count -> count.count > 0)
        .toList();
  }

  /** Returns how it does, as the end of a key. */
  public String health() {
    if (!state.deployed()) {
      return state.parked() > 0 ? "parked" : "gone";
    }
    if (state.dead() > 0) {
      return "dead";
    }
    if (state.failingSince() != null) {
      return "failing";
    }
    return state.waiting() > 0 ? "waiting" : "well";
  }

  /** Returns the colours and the sign of how it does. */
  public String tone() {
    return switch (health()) {
      case "dead" -> "failed";
      case "failing", "parked" -> "review";
      case "waiting" -> "pending";
      case "well" -> "passed";
      default -> "neutral";
    };
  }

  /** Returns the class that it observes, without its package; null where that is not known. */
  public @Nullable String events() {
    String type = state.eventType();
    return type.isEmpty() ? null : type.substring(type.lastIndexOf('.') + 1);
  }
}
