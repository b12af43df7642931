package io.checkpost.ingest.check;

import io.checkpost.api.Update;
import io.checkpost.ingest.journal.SealedColumns;
import io.checkpost.ingest.privacy.DataKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** What is sealed in a row of {@code check_update}; only read. */
@Entity
@Table(name = "check_update")
@IdClass(UpdateKey.class)
class StoredContent {

  @Id
  @Column(name = "message_id")
  private UUID messageId;

  @Id private int ordinal;

  @Column(name = "check_id")
  private UUID checkId;

  @Column(name = "sealed_content")
  private byte[] sealedContent;

  /** For JPA. */
  protected StoredContent() {}

  UUID messageId() {
    return messageId;
  }

  UUID checkId() {
    return checkId;
  }

  int ordinal() {
    return ordinal;
  }

  Update open(DataKey key) {
    return SealedColumns.openContent(key, messageId, ordinal, sealedContent);
  }
}
