package io.checkpost.ingest.check;

import io.checkpost.ingest.database.NullableUuid;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code message}: what it tells beside its updates; only read. */
@Entity
@Table(name = "message")
class StoredOrigin {

  @Id private UUID id;

  @Column(name = "portal_id")
  private UUID portalId;

  @Column(name = "received_at")
  private Instant receivedAt;

  @Column(name = "subject_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID subjectId;

  @Column(name = "client_reference_index")
  private byte @Nullable [] clientReferenceIndex;

  @Column(name = "reinterpreted_at")
  private @Nullable Instant reinterpretedAt;

  @Column(name = "former_disposition")
  private @Nullable String formerDisposition;

  /** For JPA. */
  protected StoredOrigin() {}

  UUID id() {
    return id;
  }

  @Nullable UUID subjectId() {
    return subjectId;
  }

  byte @Nullable [] clientReferenceIndex() {
    return clientReferenceIndex;
  }

  @Nullable Instant reinterpretedAt() {
    return reinterpretedAt;
  }
}
