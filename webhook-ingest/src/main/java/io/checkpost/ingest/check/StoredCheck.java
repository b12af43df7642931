package io.checkpost.ingest.check;

import io.checkpost.ingest.database.NullableUuid;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code check_state}; only read. */
@Entity
@Table(name = "check_state")
class StoredCheck {

  @Id private UUID id;

  @Column(name = "portal_id")
  private UUID portalId;

  @Column(name = "subject_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID subjectId;

  @Column(name = "check_type")
  private String checkType;

  @Column private @Nullable String outcome;

  @Column(name = "message_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID messageId;

  @Column private @Nullable Integer ordinal;

  /** For JPA. */
  protected StoredCheck() {}

  UUID id() {
    return id;
  }

  UUID portalId() {
    return portalId;
  }

  @Nullable UUID subjectId() {
    return subjectId;
  }

  String checkType() {
    return checkType;
  }

  @Nullable String outcome() {
    return outcome;
  }
}
