package io.checkpost.ingest.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_key}: a key by its digest. */
@Entity
@Table(name = "api_key")
class StoredApiKey {

  @Id private byte[] digest;
  @Column private UUID id;
  @Column private String name;
  @Column private String roles;

  @Column(name = "created_at")
  private Instant createdAt;

  /** For JPA. */
  protected StoredApiKey() {}

  StoredApiKey(byte[] digest, UUID id, String name, Role role, Instant createdAt) {
    this.digest = digest;
    this.id = id;
    this.name = name;
    this.roles = role.code();
    this.createdAt = createdAt;
  }

  byte[] digest() {
    return digest;
  }

  void give(Role role) {
    roles = role.code();
  }

  Caller caller() {
    return new Caller("key:" + name, Role.ofStored(roles));
  }

  ApiKey apiKey(byte @Nullable [] digestOfSettings) {
    return new ApiKey(id, name, Role.ofStored(roles), createdAt, has(digestOfSettings));
  }

  private boolean has(byte @Nullable [] another) {
    return another != null && MessageDigest.isEqual(digest, another);
  }
}
