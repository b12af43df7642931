package io.checkpost.ingest.message;

import io.checkpost.ingest.journal.SealedColumns;
import io.checkpost.ingest.privacy.DataKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The body in a row of {@code message}; only read. */
@Entity
@Table(name = "message")
class StoredBody {

  @Id private UUID id;

  @Column(name = "key_id")
  private UUID keyId;

  @Column(name = "sealed_body")
  private byte[] sealedBody;

  /** For JPA. */
  protected StoredBody() {}

  UUID keyId() {
    return keyId;
  }

  byte[] open(DataKey key) {
    return SealedColumns.openBody(key, id, sealedBody);
  }
}
