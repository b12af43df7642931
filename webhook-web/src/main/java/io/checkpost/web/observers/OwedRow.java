package io.checkpost.web.observers;

import io.checkpost.ingest.dispatch.OwedObservation;
import io.checkpost.ingest.dispatch.OwedObservation.State;
import io.checkpost.web.text.Words;

/**
 * What an observer is owed, as the list shows it.
 *
 * @param owed what it is owed
 */
public record OwedRow(OwedObservation owed) {

  private static final int SHORT = 8;

  /** Returns the end of the message's id, which tells messages apart. */
  public String shortMessageId() {
    String id = owed.messageId().toString();
    return "…" + id.substring(id.length() - SHORT);
  }

  /** Returns in words which event it is. */
  public String event(Words words) {
    Integer ordinal = owed.ordinal();
    return ordinal == null
        ? words.text("observers.event.message")
        : words.text("observers.event.update", ordinal + 1);
  }

  /** Returns the colours and the sign of its state. */
  public String tone() {
    return switch (owed.state()) {
      case DEAD -> "failed";
      case WAITING -> owed.firstFailedAt() == null ? "pending" : "review";
      case PARKED, CLOSED -> "neutral";
    };
  }

  /** Tells whether it can be tried again. */
  public boolean isRetryable() {
    return owed.firstFailedAt() != null
        && (owed.state() == State.DEAD || owed.state() == State.WAITING);
  }

  /** Tells whether it can be given up. */
  public boolean isCloseable() {
    return owed.state() == State.DEAD || owed.state() == State.PARKED;
  }

  /** Returns what a button says it is about. */
  public String value() {
    return OwedActions.value(owed);
  }
}
