package io.checkpost.ingest.portal;

import io.checkpost.ingest.database.NullableUuid;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code portal}. */
@Entity
@Table(name = "portal")
class StoredPortal {

  @Id private UUID id;

  /** Not written with the row: see {@link Portals}. */
  @Column(name = "parent_id", insertable = false, updatable = false)
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID parentId;

  @Column private String provider;
  @Column private String name;

  @Column(name = "relay_url")
  private @Nullable String relayUrl;

  @Column(name = "header_name")
  private @Nullable String headerName;

  @Column(name = "sealed_header_value")
  private byte @Nullable [] sealedHeaderValue;

  @Column(name = "sealed_signing_secret")
  private byte[] sealedSigningSecret;

  @Column(name = "code_lists")
  private String codeLists;

  @Column(name = "source_addresses")
  private String sourceAddresses;

  @Column private boolean paused;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "archived_at")
  private @Nullable Instant archivedAt;

  @Version private int version;

  /** For JPA. */
  protected StoredPortal() {}

  StoredPortal(UUID id, @Nullable UUID parentId, String provider, Instant createdAt) {
    this.id = id;
    this.parentId = parentId;
    this.provider = provider;
    this.createdAt = createdAt;
  }

  UUID id() {
    return id;
  }

  @Nullable UUID parentId() {
    return parentId;
  }

  String provider() {
    return provider;
  }

  String name() {
    return name;
  }

  void rename(String newName) {
    name = newName;
  }

  @Nullable String relayUrl() {
    return relayUrl;
  }

  void relayTo(@Nullable String url) {
    relayUrl = url;
  }

  @Nullable String headerName() {
    return headerName;
  }

  byte @Nullable [] sealedHeaderValue() {
    return sealedHeaderValue;
  }

  void requireHeader(String name, byte[] sealedValue) {
    headerName = name;
    sealedHeaderValue = sealedValue;
  }

  void requireNoHeader() {
    headerName = null;
    sealedHeaderValue = null;
  }

  void signWith(byte[] sealedSecret) {
    sealedSigningSecret = sealedSecret;
  }

  String codeLists() {
    return codeLists;
  }

  void readBy(String newCodeLists) {
    codeLists = newCodeLists;
  }

  String sourceAddresses() {
    return sourceAddresses;
  }

  void receiveFrom(String newSourceAddresses) {
    sourceAddresses = newSourceAddresses;
  }

  boolean isPaused() {
    return paused;
  }

  void pause(boolean pausedNow) {
    paused = pausedNow;
  }

  Instant createdAt() {
    return createdAt;
  }

  @Nullable Instant archivedAt() {
    return archivedAt;
  }

  boolean isArchived() {
    return archivedAt != null;
  }

  void archive(Instant at) {
    archivedAt = at;
  }
}
