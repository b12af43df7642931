package io.checkpost.ingest.replay;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.journal.StoredRequest;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.provider.Providers;
import java.util.HashMap;
import java.util.Map;

/**
 * How stored messages are read now: by the deployed readers and the code lists that the portals
 * have chosen, which are asked for once. Made for a few messages at a time; used by one thread.
 */
final class StoredReadings {

  private final Providers providers;
  private final Portals portals;
  private final Map<PortalId, Map<CheckType, String>> codeLists = new HashMap<>();

  StoredReadings(Providers providers, Portals portals) {
    this.providers = providers;
    this.portals = portals;
  }

  Interpretation of(StoredRequest stored) {
    return providers.interpret(
        stored.provider(),
        new WebhookRequest(
            stored.body(),
            stored.envelope().headers(),
            codeLists.computeIfAbsent(stored.portalId(), this::codeLists)));
  }

  private Map<CheckType, String> codeLists(PortalId portal) {
    return portals.find(portal).map(Portal::codeLists).orElse(Map.of());
  }
}
