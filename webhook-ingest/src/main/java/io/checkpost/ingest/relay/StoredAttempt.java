package io.checkpost.ingest.relay;

import io.checkpost.ingest.database.NullableUuid;
import io.checkpost.ingest.privacy.DataKey;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code delivery_attempt}; only read. */
@Entity
@Table(name = "delivery_attempt")
@IdClass(StoredAttempt.Key.class)
class StoredAttempt {

  @Id
  @Column(name = "delivery_id")
  private UUID deliveryId;

  @Id private int ordinal;

  @Column(name = "started_at")
  private Instant startedAt;

  @Column(name = "duration_millis")
  private long durationMillis;

  @Column private @Nullable Integer status;
  @Column private @Nullable String cause;
  @Column private @Nullable String address;

  @Column(name = "response_size")
  private int responseSize;

  @Column(name = "key_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID keyId;

  @Column(name = "sealed_headers")
  private byte @Nullable [] sealedHeaders;

  @Column(name = "sealed_response")
  private byte @Nullable [] sealedResponse;

  /** For JPA. */
  protected StoredAttempt() {}

  @Nullable UUID keyId() {
    return keyId;
  }

  DeliveryAttempt shown(@Nullable DataKey key) {
    return new DeliveryAttempt(
        ordinal, startedAt, durationMillis, status, cause, address, responseSize, headers(key));
  }

  private @Nullable Map<String, String> headers(@Nullable DataKey key) {
    byte[] sealed = sealedHeaders;
    return key == null || sealed == null
        ? null
        : SealedReplies.openHeaders(key, deliveryId, ordinal, sealed);
  }

  byte @Nullable [] response(@Nullable DataKey key) {
    byte[] sealed = sealedResponse;
    return key == null || sealed == null
        ? null
        : SealedReplies.openBody(key, deliveryId, ordinal, sealed);
  }

  /** The primary key; no record, for JPA 3.1 makes it without arguments. */
  static final class Key {

    private @Nullable UUID deliveryId;
    private int ordinal;

    /** For JPA. */
    public Key() {}

    Key(UUID deliveryId, int ordinal) {
      this.deliveryId = deliveryId;
      this.ordinal = ordinal;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && ordinal == key.ordinal
          && Objects.equals(deliveryId, key.deliveryId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(deliveryId, ordinal);
    }
  }
}
