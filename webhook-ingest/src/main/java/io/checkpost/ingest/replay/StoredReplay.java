package io.checkpost.ingest.replay;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.NullableUuid;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageFilter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code replay}; only read. */
@Entity
@Table(name = "replay")
class StoredReplay {

  @Id private UUID id;
  @Column private String kind;
  @Column private String state;

  @Column(name = "message_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID messageId;

  @Column private @Nullable Integer chosen;

  @Column(name = "portal_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID portalId;

  @Column private @Nullable String provider;
  @Column private @Nullable String disposition;

  @Column(name = "check_type")
  private @Nullable String checkType;

  @Column private @Nullable String outcome;

  @Column(name = "received_from")
  private @Nullable Instant receivedFrom;

  @Column(name = "received_to")
  private Instant receivedTo;

  @Column private @Nullable String observer;

  @Column(name = "rate_per_second")
  private int ratePerSecond;

  @Column private @Nullable Long counted;
  @Column private long done;
  @Column private long skipped;
  @Column private long failed;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "created_by")
  private String createdBy;

  @Column(name = "started_at")
  private @Nullable Instant startedAt;

  @Column(name = "finished_at")
  private @Nullable Instant finishedAt;

  @Column private @Nullable String reason;

  /** For JPA. */
  protected StoredReplay() {}

  UUID id() {
    return id;
  }

  Instant createdAt() {
    return createdAt;
  }

  ReplayState state() {
    return ReplayState.of(state);
  }

  /**
   * Returns the replay.
   *
   * @param subject the person whom it is about; null for anybody
   */
  Replay shown(@Nullable String subject) {
    return new Replay(
        id,
        ReplayKind.of(kind),
        state(),
        messageId == null ? null : new MessageId(messageId),
        chosen,
        new MessageFilter(
            portalId == null ? null : new PortalId(portalId),
            provider,
            disposition == null ? null : Disposition.of(disposition),
            checkType == null ? null : new CheckType(checkType),
            outcome == null ? null : Outcome.of(outcome),
            subject,
            null,
            null,
            receivedFrom,
            receivedTo),
        observer,
        ratePerSecond,
        counted,
        done,
        skipped,
        failed,
        createdAt,
        createdBy,
        startedAt,
        finishedAt,
        reason);
  }
}
