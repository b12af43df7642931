package io.checkpost.ingest.portal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code portal_token}: a token by its digest, and until when it works. */
@Entity
@Table(name = "portal_token")
class StoredToken {

  @Id private byte[] digest;

  @Column(name = "portal_id")
  private UUID portalId;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  /** For JPA. */
  protected StoredToken() {}

  StoredToken(byte[] digest, UUID portalId, Instant createdAt) {
    this.digest = digest;
    this.portalId = portalId;
    this.createdAt = createdAt;
  }

  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  UUID portalId() {
    return portalId;
  }

  boolean hasDigest(byte[] other) {
    return Arrays.equals(digest, other);
  }

  void expire(@Nullable Instant at) {
    expiresAt = at;
  }
}
