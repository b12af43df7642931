package io.checkpost.ingest.export;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.Portals;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/**
 * Files of the messages that a filter leaves. Safe for use by many threads. Every call throws
 * {@link io.checkpost.ingest.database.DatabaseUnavailable} when the database cannot be asked.
 */
@ApplicationSingleton
public final class MessageExports {

  private static final int PAGE = 500;

  private final Messages messages;
  private final Portals portals;
  private final Clock clock;
  private final int pageSize;

  /** Creates the bean. */
  @Inject
  public MessageExports(Messages messages, Portals portals, Clock clock) {
    this(messages, portals, clock, PAGE);
  }

  MessageExports(Messages messages, Portals portals, Clock clock, int pageSize) {
    this.messages = messages;
    this.portals = portals;
    this.clock = clock;
    this.pageSize = pageSize;
  }

  /**
   * Begins a file of what was received until now: its first page is read, so that what keeps it
   * from being made is told before anything of it is sent.
   *
   * @param user who gets it
   */
  public MessageExport begin(MessageFilter filter, ExportFormat format, String user) {
    Instant now = clock.instant();
    Page<MessageSummary> first = messages.list(filter, pageSize, null);
    return new MessageExport(
        cursor -> messages.list(filter, pageSize, cursor), portals, format, user, now, first);
  }
}
