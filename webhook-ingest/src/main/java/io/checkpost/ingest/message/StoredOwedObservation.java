package io.checkpost.ingest.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
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
  @Column private String cause;

  /** For JPA. */
  protected StoredOwedObservation() {}

  String observer() {
    return observer;
  }

  String cause() {
    return cause;
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
