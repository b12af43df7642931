package io.checkpost.ingest.message;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far an observer is with a message. Of several events that it is owed, the first is told.
 *
 * @param observer the observer's id; null while the message waits to be handed to whoever observes
 * @param state how far it is
 * @param attempts how often it was tried without success
 * @param nextAttemptAt when it is tried next; null where it is not
 * @param cause the last failure's type; null where nothing failed
 */
public record ObserverState(
    @Nullable String observer,
    State state,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable String cause) {

  /** Nobody was called yet. */
  static final ObserverState PENDING = new ObserverState(null, State.PENDING, 0, null, null);

  static ObserverState observed(String observer) {
    return new ObserverState(observer, State.OBSERVED, 0, null, null);
  }

  /** How far an observer can be. */
  public enum State {
    /** It returned. */
    OBSERVED,
    /** It was not called yet. */
    PENDING,
    /** It threw and is tried again, or waits for its turn. */
    WAITING,
    /** It threw for the last time. */
    DEAD,
    /** It is no longer there, and owed the message when it comes back. */
    PARKED,
    /** A person gave up what it was owed. */
    CLOSED;

    /** Returns the state as the management API writes it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
