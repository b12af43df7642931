package io.checkpost.ingest.message;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far an observer is with a message. Of several events that it is owed, the first that nobody
 * closed is told.
 *
 * @param observer the observer's id; null while the message waits to be handed to whoever observes
 * @param state how far it is
 * @param attempts how often it was tried without success
 * @param firstFailedAt when it first failed; null where nothing failed
 * @param lastFailedAt when it failed last; null where nothing failed
 * @param nextAttemptAt when it is tried next; null where it is not
 * @param cause the last failure's type; null where nothing failed
 * @param owed how many of the message's events it is owed, or was until somebody closed them
 */
public record ObserverState(
    @Nullable String observer,
    State state,
    int attempts,
    @Nullable Instant firstFailedAt,
    @Nullable Instant lastFailedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String cause,
    int owed) {

  /** Nobody was called yet. */
  static final ObserverState PENDING = plain(null, State.PENDING);

  static ObserverState observed(String observer) {
    return plain(observer, State.OBSERVED);
  }

  private static ObserverState plain(@Nullable String observer, State state) {
    return new ObserverState(observer, state, 0, null, null, null, null, 0);
  }

  ObserverState owing(int events) {
    return new ObserverState(
        observer, state, attempts, firstFailedAt, lastFailedAt, nextAttemptAt, cause, events);
  }

  /** Tells whether it failed on the message. */
  public boolean hasFailed() {
    return firstFailedAt != null;
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
