package io.checkpost.ingest.replay;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.journal.StoredRequest;
import io.checkpost.ingest.portal.PortalDirectory;
import io.checkpost.ingest.provider.Providers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * How stored messages are read now: by the deployed readers and the code lists that the portals
 * have chosen, which are asked for once. Made for a few messages at a time; used by one thread.
 */
final class StoredReadings {

  private final Providers providers;
  private final PortalDirectory portals;
  private final Map<PortalId, Map<CheckType, String>> codeLists = new HashMap<>();

  StoredReadings(Providers providers, PortalDirectory portals) {
    this.providers = providers;
    this.portals = portals;
  }

  Interpretation of(Connection connection, StoredRequest stored) throws SQLException {
    return providers.interpret(
        stored.provider(),
        new WebhookRequest(
            stored.body(), stored.envelope().headers(), codeLists(connection, stored.portalId())));
  }

  private Map<CheckType, String> codeLists(Connection connection, PortalId portal)
      throws SQLException {
    Map<CheckType, String> known = codeLists.get(portal);
    if (known != null) {
      return known;
    }
    Map<CheckType, String> asked = portals.codeLists(connection, portal);
    codeLists.put(portal, asked);
    return asked;
  }
}
