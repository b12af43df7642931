package io.checkpost.web.portals;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.Messages;
import jakarta.inject.Inject;
import java.util.List;

/** What came for a portal last. */
@ApplicationSingleton
final class LatestMessages {

  private static final int MOST = 5;

  private final Messages messages;

  @Inject
  LatestMessages(Messages messages) {
    this.messages = messages;
  }

  /**
   * Returns the newest messages of a portal.
   *
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when they cannot be read now
   */
  List<MessageSummary> of(PortalId portal) {
    return messages
        .list(
            new MessageFilter(portal, null, null, null, null, null, null, null, null, null),
            MOST,
            null)
        .items();
  }
}
