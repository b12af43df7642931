package io.checkpost.ingest.privacy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code data_key}; only read. */
@Entity
@Table(name = "data_key")
class StoredDataKey {

  @Id private UUID id;
  @Column private byte[] wrapped;

  @Column(name = "created_at")
  private Instant createdAt;

  /** For JPA. */
  protected StoredDataKey() {}

  DataKey unwrap(MasterKeyset keyset) {
    return keyset.unwrap(id, wrapped, createdAt);
  }
}
