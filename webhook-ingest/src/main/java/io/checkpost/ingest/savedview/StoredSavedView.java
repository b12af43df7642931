package io.checkpost.ingest.savedview;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.NullableUuid;
import io.checkpost.ingest.journal.ClientIdFlag;
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

/** A row of {@code saved_view}; only read. */
@Entity
@Table(name = "saved_view")
class StoredSavedView {

  @Id private UUID id;
  @Column private String owner;
  @Column private String name;
  @Column private boolean shared;

  @Column(name = "portal_id")
  @Convert(converter = NullableUuid.class)
  private @Nullable UUID portalId;

  @Column private @Nullable String provider;
  @Column private @Nullable String disposition;

  @Column(name = "check_type")
  private @Nullable String checkType;

  @Column private @Nullable String outcome;

  @Column(name = "client_id_flag")
  private @Nullable String clientIdFlag;

  @Column(name = "received_from")
  private @Nullable Instant receivedFrom;

  @Column(name = "received_to")
  private @Nullable Instant receivedTo;

  @Column(name = "created_at")
  private Instant createdAt;

  /** For JPA. */
  protected StoredSavedView() {}

  SavedView view() {
    return new SavedView(id, owner, name, shared, filter(), createdAt);
  }

  private MessageFilter filter() {
    return new MessageFilter(
        portalId == null ? null : new PortalId(portalId),
        provider,
        disposition == null ? null : Disposition.of(disposition),
        checkType == null ? null : new CheckType(checkType),
        outcome == null ? null : Outcome.of(outcome),
        null,
        null,
        clientIdFlag == null ? null : ClientIdFlag.of(clientIdFlag),
        receivedFrom,
        receivedTo);
  }
}
