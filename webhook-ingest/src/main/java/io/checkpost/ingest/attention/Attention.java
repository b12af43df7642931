package io.checkpost.ingest.attention;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.live.Changes;
import io.checkpost.ingest.live.Topic;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings items up to what holds now. Everything here can be done again with the same end, by many
 * threads and nodes at once: the row that an item is about is locked before the item.
 */
@ApplicationSingleton
final class Attention {

  private final Database database;
  private final KeysetInForce keyset;
  private final Duration pendingAfter;
  private final Clock clock;
  private final Changes live;

  @Inject
  Attention(Database database, KeysetInForce keyset, Settings settings, Clock clock, Changes live) {
    this.database = database;
    this.keyset = keyset;
    this.pendingAfter = settings.attentionPendingAfter();
    this.clock = clock;
    this.live = live;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Returns how long a check may wait. */
  Duration pendingAfter() {
    return pendingAfter;
  }

  /** Looks at the check that an update is about. */
  void lookAtUpdate(UUID messageId, long sequence) throws SQLException {
    lookAtUpdate(messageId, sequence, false);
  }

  /**
   * Looks at the check that an update is about if it has an item: all that an update can do that
   * needs nobody itself. What opens an item sees every update that was appended before, and what is
   * appended after finds the item.
   */
  void settleByUpdate(UUID messageId, long sequence) throws SQLException {
    lookAtUpdate(messageId, sequence, true);
  }

  private void lookAtUpdate(UUID messageId, long sequence, boolean onlyWithItem)
      throws SQLException {
    tellIf(
        database.inTransaction(
            connection -> {
              UUID check = CheckStory.checkOf(connection, messageId, sequence).orElse(null);
              return check != null
                  && (!onlyWithItem || ItemStore.isOpen(connection, CheckStory.about(check)))
                  && lookAtCheck(connection, check);
            }));
  }

  /** Looks at a check. */
  void lookAtCheck(UUID checkId) throws SQLException {
    tellIf(database.inTransaction(connection -> lookAtCheck(connection, checkId)));
  }

  /** Returns whether an item may be another by it. */
  private boolean lookAtCheck(Connection connection, UUID checkId) throws SQLException {
    Instant now = now();
    CheckStory.Standing standing =
        new CheckStory(keyset.get(), pendingAfter).read(connection, checkId, now).orElse(null);
    if (standing == null) {
      return false;
    }
    News news = standing.news();
    if (news != null) {
      ItemStore.take(connection, news, now);
      return true;
    }
    return settle(connection, CheckStory.about(checkId), standing.facts(), now);
  }

  private static boolean settle(Connection connection, String about, Facts facts, Instant now)
      throws SQLException {
    ItemRow item = ItemStore.lock(connection, about).orElse(null);
    if (item == null || item.state.isClosed()) {
      return false;
    }
    item.news = item.news.with(facts);
    item.settle(AttentionCause.PROVIDER, now);
    ItemStore.update(connection, item);
    return true;
  }

  private record MessageRow(
      UUID portalId,
      String provider,
      Instant receivedAt,
      boolean quarantined,
      @Nullable String reason,
      @Nullable UUID subjectId,
      boolean test,
      UUID keyId) {}

  /** Looks at whether a message is in quarantine. */
  void lookAtMessage(UUID messageId) throws SQLException {
    tellIf(
        database.inTransaction(
            connection -> {
              MessageRow message = lockMessage(connection, messageId);
              return message != null && lookAtMessage(connection, messageId, message, now());
            }));
  }

  private static boolean lookAtMessage(
      Connection connection, UUID messageId, MessageRow message, Instant now) throws SQLException {
    String reason = message.reason == null ? "" : message.reason;
    Facts facts =
        new Facts(
            message.portalId,
            message.provider,
            null,
            null,
            message.subjectId,
            messageId,
            message.test,
            message.reason);
    String about = "message:" + messageId;
    if (message.quarantined) {
      ItemStore.take(
          connection,
          new News(kindOf(reason), about, reason, message.receivedAt, facts, message.keyId),
          now);
      return true;
    }
    return settle(connection, about, facts, now);
  }

  private static AttentionKind kindOf(String reason) {
    return reason.startsWith("unrecognised")
        ? AttentionKind.UNRECOGNISED
        : AttentionKind.QUARANTINED;
  }

  private static @Nullable MessageRow lockMessage(Connection connection, UUID messageId)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT portal_id, provider, received_at, disposition, reason, subject_id, test,
              key_id
            FROM message WHERE id = ? FOR UPDATE""")) {
      select.setObject(1, messageId);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? new MessageRow(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4).equals("quarantined"),
                row.getString(5),
                row.getObject(6, UUID.class),
                row.getBoolean(7),
                row.getObject(8, UUID.class))
            : null;
      }
    }
  }

  /** Takes in news of something that is no check and no message. */
  void take(News news) throws SQLException {
    database.inTransaction(
        connection -> {
          ItemStore.take(connection, news, now());
          return news;
        });
    tell();
  }

  private void tellIf(boolean changed) {
    if (changed) {
      tell();
    }
  }

  /** Says to open pages that items are others now, after that was committed. */
  void tell() {
    live.changed(Topic.ATTENTION);
  }
}
