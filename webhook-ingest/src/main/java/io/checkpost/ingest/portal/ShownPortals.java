package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes of rows what may be shown of them. */
final class ShownPortals {

  private final PortalRows rows;
  private final Clock clock;

  ShownPortals(PortalRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  Portal of(EntityManager em, StoredPortal stored) {
    return of(stored, RelayUrls.of(em, List.of(stored)));
  }

  Portal of(StoredPortal stored, RelayUrls relayUrls) {
    UUID parentId = stored.parentId();
    return new Portal(
        new PortalId(stored.id()),
        parentId == null ? null : new PortalId(parentId),
        stored.provider(),
        stored.name(),
        relay(stored, relayUrls),
        header(stored),
        stillToCome(stored.formerSigningSecretUntil()),
        CodeLists.byType(stored.codeLists()),
        SourceAddresses.read(stored.sourceAddresses()),
        stored.baseUrl(),
        stored.timeZone(),
        rows.clientIdOf(stored),
        stored.isClientIdPinned(),
        stored.isPaused(),
        stored.fileKey(),
        stored.createdAt(),
        stored.archivedAt());
  }

  private Portal.Relay relay(StoredPortal stored, RelayUrls relayUrls) {
    RelayUrls.Effective effective = relayUrls.effective(stored);
    return new Portal.Relay(
        stored.relayUrl(),
        stored.isRelayOff(),
        effective == null ? null : effective.url(),
        effective == null ? null : new PortalId(effective.owner()),
        stored.relayBody(),
        stored.isRelayOrdered(),
        rows.relayHeaderNames(stored),
        stored.relayFilter());
  }

  private Portal.@Nullable Header header(StoredPortal stored) {
    String name = stored.headerName();
    return name == null
        ? null
        : new Portal.Header(name, stillToCome(stored.formerHeaderValueUntil()));
  }

  private @Nullable Instant stillToCome(@Nullable Instant until) {
    return until != null && until.isAfter(clock.instant()) ? until : null;
  }
}
