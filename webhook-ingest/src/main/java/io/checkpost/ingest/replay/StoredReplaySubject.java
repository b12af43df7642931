package io.checkpost.ingest.replay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code replay_subject}: a person, in one portal, whom a replay is about; only read. */
@Entity
@Table(name = "replay_subject")
@IdClass(StoredReplaySubject.Key.class)
class StoredReplaySubject {

  @Id
  @Column(name = "replay_id")
  private UUID replayId;

  @Id
  @Column(name = "subject_id")
  private UUID subjectId;

  /** For JPA. */
  protected StoredReplaySubject() {}

  UUID replayId() {
    return replayId;
  }

  UUID subjectId() {
    return subjectId;
  }

  /** The primary key; no record, for JPA 3.1 makes it without arguments. */
  static final class Key {

    private @Nullable UUID replayId;
    private @Nullable UUID subjectId;

    /** For JPA. */
    public Key() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && Objects.equals(replayId, key.replayId)
          && Objects.equals(subjectId, key.subjectId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(replayId, subjectId);
    }
  }
}
