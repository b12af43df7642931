package io.checkpost.ingest.check;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code subject}; only read. */
@Entity
@Table(name = "subject")
class StoredSubject {

  @Id private UUID id;

  @Column(name = "portal_id")
  private UUID portalId;

  @Column(name = "blind_index")
  private byte[] blindIndex;

  @Column(name = "sealed_id")
  private byte[] sealedId;

  @Column(name = "key_id")
  private UUID keyId;

  /** For JPA. */
  protected StoredSubject() {}

  UUID id() {
    return id;
  }

  UUID portalId() {
    return portalId;
  }

  byte[] sealedId() {
    return sealedId;
  }

  UUID keyId() {
    return keyId;
  }
}
