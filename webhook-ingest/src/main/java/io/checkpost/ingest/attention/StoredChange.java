package io.checkpost.ingest.attention;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.database.NullableUuid;
import io.checkpost.ingest.privacy.DataKey;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code attention_change}; only read. */
@Entity
@Table(name = "attention_change")
@IdClass(StoredChange.Key.class)
class StoredChange {

  @Id
  @Column(name = "item_id")
  private UUID itemId;

  @Id private int ordinal;

  @Column(name = "changed_at")
  private Instant changedAt;

  @Column private @Nullable String actor;
  @Column private String cause;

  @Column(name = "from_state")
  private @Nullable String fromState;

  @Column(name = "to_state")
  private String toState;

  @Column private String kind;

  @Column(name = "message_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID messageId;

  @Column(name = "sealed_comment")
  private byte @Nullable [] sealedComment;

  /** For JPA. */
  protected StoredChange() {}

  AttentionChange shown(@Nullable DataKey key) {
    return new AttentionChange(
        changedAt,
        actor,
        AttentionCause.of(cause),
        fromState == null ? null : AttentionState.of(fromState),
        AttentionState.of(toState),
        AttentionKind.of(kind),
        messageId == null ? null : new MessageId(messageId),
        Comments.open(key, itemId, ordinal, sealedComment));
  }

  /** The primary key; no record, for JPA 3.1 makes it without arguments. */
  static final class Key {

    private @Nullable UUID itemId;
    private int ordinal;

    /** For JPA. */
    public Key() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && ordinal == key.ordinal
          && Objects.equals(itemId, key.itemId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(itemId, ordinal);
    }
  }
}
