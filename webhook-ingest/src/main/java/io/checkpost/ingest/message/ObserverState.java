package io.checkpost.ingest.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far an observer is with a message.
 *
 * @param observer the observer's id; null while the message waits to be handed to whoever observes
 * @param state how far it is
 * @param cause the failure's type; null where nothing failed
 */
public record ObserverState(@Nullable String observer, State state, @Nullable String cause) {

  /** How far an observer can be. */
  public enum State {
    /** It returned. */
    OBSERVED,
    /** It was not called yet. */
    PENDING,
    /** It threw, and is owed the message. */
    FAILED;

    /** Returns the state as the management API writes it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
