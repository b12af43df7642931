package io.checkpost.ingest.relay;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.paging.Cursor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code delivery}; only read. */
@Entity
@Table(name = "delivery")
class StoredDelivery {

  @Id private UUID id;

  @Column(name = "message_id")
  private UUID messageId;

  @Column(name = "portal_id")
  private UUID portalId;

  @Column(name = "target_id")
  private UUID targetId;

  @Column private String state;
  @Column private boolean held;
  @Column private int attempts;

  @Column(name = "due_at")
  private Instant dueAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "delivered_at")
  private @Nullable Instant deliveredAt;

  @Column(name = "last_status")
  private @Nullable Integer lastStatus;

  @Column(name = "last_cause")
  private @Nullable String lastCause;

  @Column(name = "closed_at")
  private @Nullable Instant closedAt;

  @Column(name = "closed_by")
  private @Nullable String closedBy;

  /** For JPA. */
  protected StoredDelivery() {}

  UUID id() {
    return id;
  }

  UUID targetId() {
    return targetId;
  }

  Instant createdAt() {
    return createdAt;
  }

  Cursor place() {
    return new Cursor(createdAt, id);
  }

  Delivery shown() {
    DeliveryState known = DeliveryState.of(state);
    return new Delivery(
        id,
        new MessageId(messageId),
        new PortalId(portalId),
        new PortalId(targetId),
        known,
        attempts,
        createdAt,
        known == DeliveryState.PENDING && !held ? dueAt : null,
        deliveredAt,
        lastStatus,
        lastCause,
        closedAt,
        closedBy);
  }
}
