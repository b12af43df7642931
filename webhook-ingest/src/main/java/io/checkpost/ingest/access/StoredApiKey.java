package io.checkpost.ingest.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code api_key}: a key by its digest. */
@Entity
@Table(name = "api_key")
class StoredApiKey {

  @Id private byte[] digest;
  @Column private String name;

  @Column(name = "created_at")
  private Instant createdAt;

  /** For JPA. */
  protected StoredApiKey() {}

  StoredApiKey(byte[] digest, String name, Instant createdAt) {
    this.digest = digest;
    this.name = name;
    this.createdAt = createdAt;
  }

  String name() {
    return name;
  }
}
