package io.checkpost.ingest.message;

import io.checkpost.ingest.message.ObserverState.State;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code owed_observation}: what one observer failed to take; only read. */
@Entity
@Table(name = "owed_observation")
@IdClass(StoredOwedObservation.Key.class)
class StoredOwedObservation {

  @Id
  @Column(name = "message_id")
  private UUID messageId;

  @Id private int ordinal;
  @Id private String observer;
  @Column private @Nullable String cause;
  @Column private String state;
  @Column private int attempts;

  @Column(name = "first_failed_at")
  private @Nullable Instant firstFailedAt;

  @Column(name = "failed_at")
  private @Nullable Instant failedAt;

  @Column(name = "due_at")
  private Instant dueAt;

  /** For JPA. */
  protected StoredOwedObservation() {}

  String observer() {
    return observer;
  }

  /**
   * Tells how far the observer is.
   *
   * @param missing whether no node has it
   * @param owed how many events of the message it is owed
   */
  ObserverState state(boolean missing, int owed) {
    State told = State.valueOf(state.toUpperCase(Locale.ROOT));
    if (told == State.WAITING && missing) {
      told = State.PARKED;
    }
    return new ObserverState(
        observer,
        told,
        attempts,
        firstFailedAt,
        failedAt,
        told == State.WAITING ? dueAt : null,
        cause,
        owed);
  }

  /** The primary key; no record, for JPA 3.1 makes it without arguments. */
  static final class Key {

    private @Nullable UUID messageId;
    private int ordinal;
    private @Nullable String observer;

    /** For JPA. */
    public Key() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && ordinal == key.ordinal
          && Objects.equals(messageId, key.messageId)
          && Objects.equals(observer, key.observer);
    }

    @Override
    public int hashCode() {
      return Objects.hash(messageId, ordinal, observer);
    }
  }
}
