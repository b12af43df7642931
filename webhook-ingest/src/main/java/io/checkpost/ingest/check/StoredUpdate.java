package io.checkpost.ingest.check;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code check_update} without what is sealed in it; only read. */
@Entity
@Table(name = "check_update")
@IdClass(UpdateKey.class)
class StoredUpdate {

  @Id
  @Column(name = "message_id")
  private UUID messageId;

  @Id private int ordinal;

  @Column(name = "check_id")
  private UUID checkId;

  @Column(name = "subject_id")
  private UUID subjectId;

  @Column(name = "portal_id")
  private UUID portalId;

  @Column private @Nullable Long sequence;

  @Column(name = "received_at")
  private Instant receivedAt;

  @Column(name = "check_type")
  private String checkType;

  @Column private String outcome;

  @Column(name = "previous_outcome")
  private @Nullable String previousOutcome;

  @Column private @Nullable String kind;
  @Column private boolean returned;

  /** For JPA. */
  protected StoredUpdate() {}

  UUID messageId() {
    return messageId;
  }

  int ordinal() {
    return ordinal;
  }

  UUID checkId() {
    return checkId;
  }

  UUID subjectId() {
    return subjectId;
  }

  UUID portalId() {
    return portalId;
  }

  @Nullable Long sequence() {
    return sequence;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  String checkType() {
    return checkType;
  }

  Outcome outcome() {
    return Outcome.of(outcome);
  }

  @Nullable Outcome previousOutcome() {
    return previousOutcome == null ? null : Outcome.of(previousOutcome);
  }

  @Nullable ChangeKind kind() {
    return kind == null ? null : ChangeKind.of(kind);
  }

  boolean isReturned() {
    return returned;
  }

  /** Returns what it changed. */
  Change change() {
    return new Change(
        new MessageId(messageId), receivedAt, previousOutcome(), outcome(), kind(), returned);
  }
}
