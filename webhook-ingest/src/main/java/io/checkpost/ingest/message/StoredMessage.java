package io.checkpost.ingest.message;

import io.checkpost.ingest.database.NullableUuid;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.journal.Envelope;
import io.checkpost.ingest.journal.SealedColumns;
import io.checkpost.ingest.privacy.DataKey;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code message} without its body; only read. */
@Entity
@Table(name = "message")
class StoredMessage {

  @Id private UUID id;

  @Column(name = "portal_id")
  private UUID portalId;

  @Column private String provider;

  @Column(name = "received_at")
  private Instant receivedAt;

  @Column private String disposition;
  @Column private @Nullable String reason;

  @Column(name = "reason_detail")
  private @Nullable String reasonDetail;

  @Column(name = "duplicate_of")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID duplicateOf;

  @Column(name = "subject_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID subjectId;

  @Column(name = "client_reference_index")
  private byte @Nullable [] clientReferenceIndex;

  @Column(name = "key_id")
  private UUID keyId;

  @Column(name = "body_size")
  private int size;

  @Column private boolean test;

  @Column(name = "client_id_flag")
  private @Nullable String clientIdFlag;

  @Column(name = "sealed_envelope")
  private byte[] sealedEnvelope;

  @Column(name = "reinterpreted_at")
  private @Nullable Instant reinterpretedAt;

  @Column(name = "former_disposition")
  private @Nullable String formerDisposition;

  /** For JPA. */
  protected StoredMessage() {}

  UUID id() {
    return id;
  }

  UUID portalId() {
    return portalId;
  }

  String provider() {
    return provider;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  Disposition disposition() {
    return Disposition.of(disposition);
  }

  @Nullable String reason() {
    return reason;
  }

  @Nullable String reasonDetail() {
    return reasonDetail;
  }

  @Nullable UUID duplicateOf() {
    return duplicateOf;
  }

  @Nullable UUID subjectId() {
    return subjectId;
  }

  UUID keyId() {
    return keyId;
  }

  int size() {
    return size;
  }

  boolean isTest() {
    return test;
  }

  @Nullable ClientIdFlag clientIdFlag() {
    return clientIdFlag == null ? null : ClientIdFlag.of(clientIdFlag);
  }

  @Nullable Instant reinterpretedAt() {
    return reinterpretedAt;
  }

  @Nullable Disposition formerDisposition() {
    return formerDisposition == null ? null : Disposition.of(formerDisposition);
  }

  Envelope envelope(DataKey key) {
    return SealedColumns.openEnvelope(key, id, sealedEnvelope);
  }
}
