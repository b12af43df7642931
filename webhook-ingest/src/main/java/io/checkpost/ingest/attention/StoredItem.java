package io.checkpost.ingest.attention;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.NullableUuid;
import io.checkpost.ingest.privacy.DataKey;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code attention_item}; only read. */
@Entity
@Table(name = "attention_item")
class StoredItem {

  @Id private UUID id;
  @Column private String kind;
  @Column private int severity;
  @Column private String state;
  @Column private boolean closed;

  @Column(name = "portal_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID portalId;

  @Column private @Nullable String provider;

  @Column(name = "check_type")
  private @Nullable String checkType;

  @Column private @Nullable String outcome;

  @Column(name = "subject_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID subjectId;

  @Column(name = "message_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID messageId;

  @Column private @Nullable String detail;
  @Column private boolean test;

  @Column(name = "opened_at")
  private Instant openedAt;

  @Column(name = "seen_at")
  private Instant seenAt;

  @Column(name = "times_seen")
  private long timesSeen;

  @Column(name = "acknowledged_by")
  private @Nullable String acknowledgedBy;

  @Column(name = "acknowledged_at")
  private @Nullable Instant acknowledgedAt;

  @Column(name = "closed_by")
  private @Nullable String closedBy;

  @Column(name = "closed_at")
  private @Nullable Instant closedAt;

  @Column private int changes;

  @Column(name = "key_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID keyId;

  @Column(name = "sealed_comment")
  private byte @Nullable [] sealedComment;

  /** For JPA. */
  protected StoredItem() {}

  UUID id() {
    return id;
  }

  int severity() {
    return severity;
  }

  Instant openedAt() {
    return openedAt;
  }

  @Nullable UUID subjectId() {
    return subjectId;
  }

  @Nullable UUID keyId() {
    return keyId;
  }

  boolean hasComment() {
    return sealedComment != null;
  }

  AttentionItem shown(@Nullable String subject, @Nullable DataKey key) {
    return new AttentionItem(
        id,
        AttentionKind.of(kind),
        AttentionState.of(state),
        portalId == null ? null : new PortalId(portalId),
        provider,
        checkType == null ? null : new CheckType(checkType),
        outcome == null ? null : Outcome.of(outcome),
        subjectId,
        subject,
        messageId == null ? null : new MessageId(messageId),
        detail,
        test,
        openedAt,
        seenAt,
        timesSeen,
        acknowledgedBy,
        acknowledgedAt,
        closedBy,
        closedAt,
        Comments.open(key, id, changes - 1, sealedComment));
  }
}
