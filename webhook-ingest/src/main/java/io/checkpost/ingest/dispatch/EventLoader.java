package io.checkpost.ingest.dispatch;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Circumstances;
import io.checkpost.api.MessageAccepted;
import io.checkpost.api.MessageId;
import io.checkpost.api.MessageQuarantined;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.dispatch.LoadedWork.NumberedEvent;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.journal.SealedColumns;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the events of messages again from what the journal holds of them. */
@ApplicationSingleton
final class EventLoader {

  private static final Logger LOG = System.getLogger(EventLoader.class.getName());

  private final Database database;
  private final KeysetInForce keyset;
  private final Providers providers;

  @Inject
  EventLoader(Database database, KeysetInForce keyset, Providers providers) {
    this.database = database;
    this.keyset = keyset;
    this.providers = providers;
  }

  private record StoredMessage(
      MessageId id,
      PortalId portalId,
      String provider,
      Instant receivedAt,
      Disposition disposition,
      @Nullable String reason,
      @Nullable String reasonDetail,
      boolean test,
      WrappedKey key) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record WrappedKey(UUID id, byte[] wrapped, Instant createdAt) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record StoredUpdate(
      int ordinal,
      long sequence,
      @Nullable Outcome previousOutcome,
      ChangeKind kind,
      boolean returned,
      byte[] sealedContent) {}

  /**
   * Returns the works with their events. A work whose message cannot be read is left out: the
   * dispatcher keeps and reports it.
   */
  List<LoadedWork> load(Collection<Work> works, Collection<Work> unreadable) throws SQLException {
    Object[] ids = works.stream().map(Work::messageId).distinct().toArray();
    Map<UUID, StoredMessage> messages = new HashMap<>();
    Map<UUID, List<StoredUpdate>> updates = new HashMap<>();
    database.inTransaction(
        connection -> {
          messages.putAll(messages(connection, ids));
          updates.putAll(updates(connection, ids));
          return ids.length;
        });
    List<LoadedWork> loaded = new ArrayList<>();
    for (Work work : works) {
      StoredMessage message = messages.get(work.messageId());
      List<StoredUpdate> itsUpdates = updates.getOrDefault(work.messageId(), List.of());
      List<NumberedEvent> events = readableEvents(message, itsUpdates, work);
      if (message == null || events.isEmpty()) {
        unreadable.add(work);
      } else {
        loaded.add(new LoadedWork(work, message.provider, message.receivedAt, events));
      }
    }
    return loaded;
  }

  /** Returns the events of messages; one that cannot be read is missing. */
  Map<UUID, List<NumberedEvent>> events(Connection connection, Collection<UUID> messageIds)
      throws SQLException {
    Object[] ids = messageIds.toArray();
    Map<UUID, StoredMessage> messages = messages(connection, ids);
    Map<UUID, List<StoredUpdate>> updates = updates(connection, ids);
    Map<UUID, List<NumberedEvent>> events = new HashMap<>();
    messages.forEach(
        (id, message) -> {
          List<NumberedEvent> readable =
              readableEvents(message, updates.getOrDefault(id, List.of()), Work.unplaced(id));
          if (!readable.isEmpty()) {
            events.put(id, readable);
          }
        });
    return events;
  }

  /** One message that cannot be read must not keep the others from being observed. */
  private List<NumberedEvent> readableEvents(
      @Nullable StoredMessage message, List<StoredUpdate> updates, Work work) {
    try {
      return message == null ? List.of() : events(message, updates, work);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          Level.ERROR,
          LogLine.of("dispatch.unreadable")
              .with("message", work.messageId())
              .because(e)
              .toString());
      return List.of();
    }
  }

  private Map<UUID, StoredMessage> messages(Connection connection, Object[] ids)
      throws SQLException {
    Map<UUID, StoredMessage> found = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT m.id, m.portal_id, m.provider, m.received_at, m.disposition, m.reason,
              m.reason_detail, m.test, k.id, k.wrapped, k.created_at
            FROM message m JOIN data_key k ON k.id = m.key_id WHERE m.id = ANY (?)""")) {
      select.setArray(1, connection.createArrayOf("uuid", ids));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.put(row.getObject(1, UUID.class), message(row));
        }
      }
    }
    return found;
  }

  private StoredMessage message(ResultSet row) throws SQLException {
    return new StoredMessage(
        new MessageId(row.getObject(1, UUID.class)),
        new PortalId(row.getObject(2, UUID.class)),
        row.getString(3),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        Disposition.of(row.getString(5)),
        row.getString(6),
        row.getString(7),
        row.getBoolean(8),
        new WrappedKey(
            row.getObject(9, UUID.class),
            row.getBytes(10),
            row.getObject(11, OffsetDateTime.class).toInstant()));
  }

  private static Map<UUID, List<StoredUpdate>> updates(Connection connection, Object[] ids)
      throws SQLException {
    Map<UUID, List<StoredUpdate>> found = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT message_id, ordinal, sequence, previous_outcome, kind, returned, sealed_content
            FROM check_update WHERE message_id = ANY (?) AND kind IS NOT NULL
            ORDER BY message_id, ordinal""")) {
      select.setArray(1, connection.createArrayOf("uuid", ids));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found
              .computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
              .add(update(row));
        }
      }
    }
    return found;
  }

  private static StoredUpdate update(ResultSet row) throws SQLException {
    String previous = row.getString(4);
    return new StoredUpdate(
        row.getInt(2),
        row.getLong(3),
        previous == null ? null : Outcome.of(previous),
        ChangeKind.of(row.getString(5)),
        row.getBoolean(6),
        row.getBytes(7));
  }

  private List<NumberedEvent> events(StoredMessage message, List<StoredUpdate> updates, Work work) {
    return switch (message.disposition) {
      case ACCEPTED -> acceptedEvents(message, updates, work);
      case QUARANTINED -> List.of(new NumberedEvent(Work.MESSAGE_EVENT, quarantined(message)));
      case DUPLICATE -> List.of();
    };
  }

  private List<NumberedEvent> acceptedEvents(
      StoredMessage message, List<StoredUpdate> updates, Work work) {
    WebhookProvider provider = providers.find(message.provider).orElse(null);
    if (provider == null) {
      return List.of();
    }
    DataKey key = keyset.get().unwrap(message.key.id, message.key.wrapped, message.key.createdAt);
    List<NumberedEvent> events = new ArrayList<>();
    List<VerificationEvent> all = new ArrayList<>();
    for (StoredUpdate stored : updates) {
      Update update =
          SealedColumns.openContent(key, message.id.value(), stored.ordinal, stored.sealedContent);
      VerificationEvent event = provider.event(update, circumstances(message, stored, work));
      events.add(new NumberedEvent(stored.ordinal, event));
      all.add(event);
    }
    events.add(
        new NumberedEvent(
            Work.MESSAGE_EVENT,
            new MessageAccepted(
                message.id,
                message.portalId,
                message.provider,
                message.receivedAt,
                message.test,
                all)));
    return events;
  }

  private static Circumstances circumstances(
      StoredMessage message, StoredUpdate update, Work work) {
    return new Circumstances(
        message.id,
        message.portalId,
        message.provider,
        message.receivedAt,
        update.sequence,
        update.previousOutcome,
        update.kind,
        update.returned,
        message.test,
        work.isReplay(),
        work.attempt(),
        work.outOfOrder());
  }

  private static MessageQuarantined quarantined(StoredMessage message) {
    return new MessageQuarantined(
        message.id,
        message.portalId,
        message.provider,
        message.receivedAt,
        orEmpty(message.reason),
        orEmpty(message.reasonDetail));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
