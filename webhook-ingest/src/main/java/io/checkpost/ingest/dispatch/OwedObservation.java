package io.checkpost.ingest.dispatch;

import io.checkpost.api.MessageId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event that an observer is owed, or was.
 *
 * @param messageId the message
 * @param observer the observer
 * @param ordinal the update's number within the message; null for the message's own event
 * @param state what is done about it
 * @param attempts how often it was tried
 * @param firstFailedAt when it first failed; null when it was never tried
 * @param lastFailedAt when it last failed; null when it was never tried
 * @param nextAttemptAt when it is looked at next; null when it is not
 * @param cause the type of the last exception; null when it was never tried
 * @param outOfOrder whether a later event of the subject was let pass
 * @param replay whether a person asked for it
 */
public record OwedObservation(
    MessageId messageId,
    String observer,
    @Nullable Integer ordinal,
    State state,
    int attempts,
    @Nullable Instant firstFailedAt,
    @Nullable Instant lastFailedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String cause,
    boolean outOfOrder,
    boolean replay) {

  /** Returns its place in the list, as the list reads it. */
  public String place() {
    return ObservationPlace.of(this).toString();
  }

  /** What is done about an event that is owed. */
  public enum State {
    /** It is tried again, or waits for its turn. */
    WAITING,
    /** It was given up. */
    DEAD,
    /** It waits for its observer to come back. */
    PARKED,
    /** A person closed it. */
    CLOSED;

    /** Returns the state as the management API writes it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What is parked is stored as waiting: it is the observer that is not there. */
    String stored() {
      return this == PARKED ? WAITING.code() : code();
    }

    static State of(String stored, boolean deployed) {
      State state = valueOf(stored.toUpperCase(Locale.ROOT));
      return state == WAITING && !deployed ? PARKED : state;
    }

    boolean canBeOf(boolean deployed) {
      return this == DEAD || this == CLOSED || (this == WAITING) == deployed;
    }
  }
}
