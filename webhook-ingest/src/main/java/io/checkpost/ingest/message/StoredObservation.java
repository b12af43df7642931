package io.checkpost.ingest.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code observation}: a message was handed to a set of observers; only read. */
@Entity
@Table(name = "observation")
class StoredObservation {

  @Id
  @Column(name = "message_id")
  private UUID messageId;

  @Column(name = "observer_set_id")
  private UUID observerSetId;

  @Column(name = "observed_at")
  private Instant observedAt;

  /** For JPA. */
  protected StoredObservation() {}

  UUID observerSetId() {
    return observerSetId;
  }

  Instant observedAt() {
    return observedAt;
  }
}
