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

  /** Not written with the row: see {@link PortalRows}. */
  @Column(name = "parent_id", insertable = false, updatable = false)
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID parentId;

  @Column private String provider;
  @Column private String name;

  @Column(name = "relay_url")
  private @Nullable String relayUrl;

  @Column(name = "relay_off")
  private boolean relayOff;

  @Column(name = "relay_body")
  private String relayBody;

  @Column(name = "relay_ordered")
  private boolean relayOrdered;

  @Column(name = "sealed_relay_headers")
  private byte @Nullable [] sealedRelayHeaders;

  @Column(name = "relay_check_types")
  private String relayCheckTypes;

  @Column(name = "relay_outcomes")
  private String relayOutcomes;

  @Column(name = "relay_final_only")
  private boolean relayFinalOnly;

  @Column(name = "header_name")
  private @Nullable String headerName;

  @Column(name = "sealed_header_value")
  private byte @Nullable [] sealedHeaderValue;

  @Column(name = "former_header_name")
  private @Nullable String formerHeaderName;

  @Column(name = "sealed_former_header_value")
  private byte @Nullable [] sealedFormerHeaderValue;

  @Column(name = "former_header_value_until")
  private @Nullable Instant formerHeaderValueUntil;

  @Column(name = "sealed_signing_secret")
  private byte[] sealedSigningSecret;

  @Column(name = "sealed_former_signing_secret")
  private byte @Nullable [] sealedFormerSigningSecret;

  @Column(name = "former_signing_secret_until")
  private @Nullable Instant formerSigningSecretUntil;

  @Column(name = "base_url")
  private @Nullable String baseUrl;

  @Column(name = "time_zone")
  private String timeZone;

  @Column(name = "sealed_client_id")
  private byte @Nullable [] sealedClientId;

  @Column(name = "client_id_index")
  private byte @Nullable [] clientIdIndex;

  @Column(name = "client_id_pinned")
  private boolean clientIdPinned;

  @Column(name = "file_key")
  private @Nullable String fileKey;

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

  StoredPortal(UUID id, String provider, Instant createdAt) {
    this.id = id;
    this.provider = provider;
    this.createdAt = createdAt;
  }

  UUID id() {
    return id;
  }

  @Nullable UUID parentId() {
    return parentId;
  }

  void putUnder(@Nullable UUID newParentId) {
    parentId = newParentId;
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

  boolean isRelayOff() {
    return relayOff;
  }

  void switchRelayOff(boolean off) {
    relayOff = off;
  }

  RelayBody relayBody() {
    return RelayBody.of(relayBody);
  }

  boolean isRelayOrdered() {
    return relayOrdered;
  }

  void relayAs(RelayBody body, boolean ordered) {
    relayBody = body.code();
    relayOrdered = ordered;
  }

  byte @Nullable [] sealedRelayHeaders() {
    return sealedRelayHeaders;
  }

  void relayWith(byte @Nullable [] sealedHeaders) {
    sealedRelayHeaders = sealedHeaders;
  }

  RelayFilter relayFilter() {
    return RelayFilter.read(relayCheckTypes, relayOutcomes, relayFinalOnly);
  }

  void relayOnly(RelayFilter filter) {
    relayCheckTypes = String.join(",", filter.checkTypes());
    relayOutcomes = String.join(",", filter.outcomes());
    relayFinalOnly = filter.finalOnly();
  }

  @Nullable String headerName() {
    return headerName;
  }

  byte @Nullable [] sealedHeaderValue() {
    return sealedHeaderValue;
  }

  /** Replaces what was demanded, at once. */
  void requireHeader(@Nullable String name, byte @Nullable [] sealedValue) {
    headerName = name;
    sealedHeaderValue = sealedValue;
    formerHeaderName = null;
    sealedFormerHeaderValue = null;
    formerHeaderValueUntil = null;
  }

  /** Replaces what was demanded, which is taken as well until then. */
  void rotateHeader(String name, byte[] sealedValue, Instant until) {
    if (headerName != null) {
      formerHeaderName = headerName;
      sealedFormerHeaderValue = sealedHeaderValue;
      formerHeaderValueUntil = until;
    }
    headerName = name;
    sealedHeaderValue = sealedValue;
  }

  @Nullable Instant formerHeaderValueUntil() {
    return formerHeaderValueUntil;
  }

  byte[] sealedSigningSecret() {
    return sealedSigningSecret;
  }

  void signWith(byte[] sealedSecret) {
    sealedSigningSecret = sealedSecret;
  }

  /** Signs with another secret, and with the one before as well until then. */
  void rotateSigningSecret(byte[] sealedSecret, Instant until) {
    sealedFormerSigningSecret = sealedSigningSecret;
    formerSigningSecretUntil = until;
    sealedSigningSecret = sealedSecret;
  }

  @Nullable Instant formerSigningSecretUntil() {
    return formerSigningSecretUntil;
  }

  @Nullable String baseUrl() {
    return baseUrl;
  }

  void beReachedAt(@Nullable String newBaseUrl) {
    baseUrl = newBaseUrl;
  }

  String timeZone() {
    return timeZone;
  }

  void readTimesIn(String newTimeZone) {
    timeZone = newTimeZone;
  }

  byte @Nullable [] sealedClientId() {
    return sealedClientId;
  }

  boolean isClientIdPinned() {
    return clientIdPinned;
  }

  void pinClientId(byte[] sealed, byte[] index) {
    sealedClientId = sealed;
    clientIdIndex = index;
    clientIdPinned = true;
  }

  /** Forgets the id that a person pinned: it is learned anew. */
  void unpinClientId() {
    sealedClientId = null;
    clientIdIndex = null;
    clientIdPinned = false;
  }

  @Nullable String fileKey() {
    return fileKey;
  }

  void beKnownInTheFileAs(String key) {
    fileKey = key;
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
