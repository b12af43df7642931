package io.checkpost.web.observers;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.dispatch.ObservedState;
import io.checkpost.ingest.dispatch.OwedObservation;
import io.checkpost.ingest.dispatch.OwedObservation.State;
import io.checkpost.ingest.dispatch.OwedObservations;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be done about what observers are owed. Each is a button whose name says what, and whose
 * value says to which event of a message; or it is about all that the list's filter leaves.
 */
@ApplicationSingleton
final class OwedActions {

  private static final char BETWEEN = ':';
  private static final int PARTS = 3;

  private final OwedObservations observations;

  @Inject
  OwedActions(OwedObservations observations) {
    this.observations = observations;
  }

  /** What is done to what an observer is owed. */
  private interface Change {
    int of(String observer, @Nullable MessageId message, State state);
  }

  /** Returns what a button says that is about one message and observer. */
  static String value(OwedObservation owed) {
    return owed.state().code() + BETWEEN + owed.messageId() + BETWEEN + owed.observer();
  }

  /**
   * Does what was posted.
   *
   * @param observer the only observer of what is meant by all; null for every one
   * @param state the only state of what is meant by all; null for every one
   * @return what was done; empty where nothing was asked for
   */
  Optional<Done> act(Map<String, String> posted, @Nullable String observer, @Nullable State state) {
    try {
      if (posted.containsKey("retryAll")) {
        return Optional.of(new Done("retried", all(observer, retried(state), observations::retry)));
      }
      if (posted.containsKey("closeAll")) {
        return Optional.of(new Done("closed", all(observer, closed(state), observations::close)));
      }
      String retry = posted.get("retry");
      String close = posted.get("close");
      if (retry != null) {
        return Optional.of(new Done("retried", one(retry, observations::retry)));
      }
      return close == null
          ? Optional.empty()
          : Optional.of(new Done("closed", one(close, observations::close)));
    } catch (InvalidInput e) {
      // nothing that a button of the page says
      return Optional.of(Done.NOT_POSSIBLE);
    }
  }

  private static int one(String value, Change change) {
    String[] parts = value.split(String.valueOf(BETWEEN), PARTS);
    if (parts.length < PARTS) {
      throw new InvalidInput("value", value, "a state, a message and an observer");
    }
    try {
      return change.of(parts[2], MessageId.of(parts[1]), state(parts[0]));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("value", value, "a state, a message and an observer");
    }
  }

  private static State state(String code) {
    return EnumSet.allOf(State.class).stream()
        .filter(state -> state.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("state", code, "the state of what is owed"));
  }

  private int all(@Nullable String observer, Set<State> states, Change change) {
    int affected = 0;
    // what is dead comes last: once it is tried again it waits, and would be counted twice
    for (ObservedState known : observations.observers()) {
      if (observer == null || observer.equals(known.id())) {
        for (State state : states) {
          affected += change.of(known.id(), null, state);
        }
      }
    }
    return affected;
  }

  /** Returns which of what a filter leaves can be tried again. */
  static Set<State> retried(@Nullable State filter) {
    return only(filter, EnumSet.of(State.DEAD, State.WAITING));
  }

  /** Returns which of what a filter leaves can be given up. */
  static Set<State> closed(@Nullable State filter) {
    return only(filter, EnumSet.of(State.DEAD, State.PARKED));
  }

  private static Set<State> only(@Nullable State filter, EnumSet<State> possible) {
    if (filter != null) {
      possible.retainAll(EnumSet.of(filter));
    }
    return possible;
  }
}
