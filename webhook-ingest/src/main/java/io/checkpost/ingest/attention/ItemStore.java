package io.checkpost.ingest.attention;

import io.checkpost.api.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of items, each locked before it is changed. Called within a transaction. */
final class ItemStore {

  private static final String COLUMNS =
      """
      id, about, kind, state, mark, mark_at, portal_id, provider, check_type, outcome, subject_id,
      message_id, detail, test, opened_at, seen_at, times_seen, acknowledged_by, acknowledged_at,
      closed_by, closed_at, changes, key_id, sealed_comment""";

  private ItemStore() {}

  /** Tells, without a lock, whether somebody has to look at something. */
  static boolean isOpen(Connection connection, String about) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id FROM attention_item WHERE about = ? AND NOT closed")) {
      select.setString(1, about);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  static Optional<ItemRow> lock(Connection connection, UUID id) throws SQLException {
    return lock(connection, "id", id);
  }

  static Optional<ItemRow> lock(Connection connection, String about) throws SQLException {
    return lock(connection, "about", about);
  }

  private static Optional<ItemRow> lock(Connection connection, String column, Object value)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + COLUMNS + " FROM attention_item WHERE " + column + " = ? FOR UPDATE")) {
      select.setObject(1, value);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(item(row)) : Optional.empty();
      }
    }
  }

  private static ItemRow item(ResultSet row) throws SQLException {
    ItemRow item =
        new ItemRow(
            row.getObject("id", UUID.class),
            news(row),
            AttentionState.of(row.getString("state")),
            row.getObject("opened_at", OffsetDateTime.class).toInstant());
    item.seenAt = row.getObject("seen_at", OffsetDateTime.class).toInstant();
    item.timesSeen = row.getLong("times_seen");
    item.acknowledgedBy = row.getString("acknowledged_by");
    item.acknowledgedAt = instant(row.getObject("acknowledged_at", OffsetDateTime.class));
    item.closedBy = row.getString("closed_by");
    item.closedAt = instant(row.getObject("closed_at", OffsetDateTime.class));
    item.changes = row.getInt("changes");
    item.sealedComment = row.getBytes("sealed_comment");
    return item;
  }

  private static News news(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new News(
        AttentionKind.of(row.getString("kind")),
        row.getString("about"),
        row.getString("mark"),
        row.getObject("mark_at", OffsetDateTime.class).toInstant(),
        new Facts(
            row.getObject("portal_id", UUID.class),
            row.getString("provider"),
            row.getString("check_type"),
            outcome == null ? null : Outcome.of(outcome),
            row.getObject("subject_id", UUID.class),
            row.getObject("message_id", UUID.class),
            row.getBoolean("test"),
            row.getString("detail")),
        row.getObject("key_id", UUID.class));
  }

  /** Opens an item for news, or has the one that is there take them in. */
  static void take(Connection connection, News news, Instant now) throws SQLException {
    Optional<ItemRow> known = lock(connection, news.about());
    if (known.isEmpty()) {
      ItemRow made = ItemRow.open(news, now);
      if (insert(connection, made)) {
        writeChanges(connection, made);
        return;
      }
      // somebody else's is there by now
      known = lock(connection, news.about());
    }
    if (known.isPresent()) {
      known.get().take(news, now);
      update(connection, known.get());
    }
  }

  private static boolean insert(Connection connection, ItemRow item) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO attention_item (kind, severity, state, closed, mark, mark_at, portal_id,
              provider, check_type, outcome, subject_id, message_id, detail, test, opened_at,
              seen_at, times_seen, acknowledged_by, acknowledged_at, closed_by, closed_at, changes,
              key_id, sealed_comment, id, about)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING""")) {
      bind(insert, item);
      insert.setObject(25, item.id);
      insert.setString(26, item.news.about());
      return insert.executeUpdate() == 1;
    }
  }

  static void update(Connection connection, ItemRow item) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE attention_item SET kind = ?, severity = ?, state = ?, closed = ?, mark = ?,
              mark_at = ?, portal_id = ?, provider = ?, check_type = ?, outcome = ?,
              subject_id = ?, message_id = ?, detail = ?, test = ?, opened_at = ?, seen_at = ?,
              times_seen = ?, acknowledged_by = ?, acknowledged_at = ?, closed_by = ?,
              closed_at = ?, changes = ?, key_id = ?, sealed_comment = ?
            WHERE id = ?""")) {
      bind(update, item);
      update.setObject(25, item.id);
      update.executeUpdate();
    }
    writeChanges(connection, item);
  }

  private static void bind(PreparedStatement statement, ItemRow item) throws SQLException {
    News news = item.news;
    Facts facts = news.facts();
    Outcome outcome = facts.outcome();
    statement.setString(1, news.kind().code());
    statement.setInt(2, news.kind().severity());
    statement.setString(3, item.state.code());
    statement.setBoolean(4, item.state.isClosed());
    statement.setString(5, news.mark());
    statement.setObject(6, timestamp(news.at()));
    setId(statement, 7, facts.portalId());
    statement.setString(8, facts.provider());
    statement.setString(9, facts.checkType());
    statement.setString(10, outcome == null ? null : outcome.code());
    setId(statement, 11, facts.subjectId());
    setId(statement, 12, facts.messageId());
    statement.setString(13, facts.detail());
    statement.setBoolean(14, facts.test());
    statement.setObject(15, timestamp(item.openedAt));
    statement.setObject(16, timestamp(item.seenAt));
    statement.setLong(17, item.timesSeen);
    statement.setString(18, item.acknowledgedBy);
    setTime(statement, 19, item.acknowledgedAt);
    statement.setString(20, item.closedBy);
    setTime(statement, 21, item.closedAt);
    statement.setInt(22, item.changes);
    setId(statement, 23, news.keyId());
    statement.setBytes(24, item.sealedComment);
  }

  private static void writeChanges(Connection connection, ItemRow item) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO attention_change (item_id, ordinal, changed_at, actor, cause, from_state,
              to_state, kind, message_id, sealed_comment)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
      for (ItemRow.ChangeRow change : item.unwritten()) {
        AttentionState from = change.from();
        insert.setObject(1, item.id);
        insert.setInt(2, change.ordinal());
        insert.setObject(3, timestamp(change.at()));
        insert.setString(4, change.actor());
        insert.setString(5, change.cause().code());
        insert.setString(6, from == null ? null : from.code());
        insert.setString(7, change.to().code());
        insert.setString(8, change.kind().code());
        setId(insert, 9, change.messageId());
        insert.setBytes(10, change.sealedComment());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void setId(PreparedStatement statement, int index, @Nullable UUID id)
      throws SQLException {
    if (id == null) {
      statement.setNull(index, Types.OTHER);
    } else {
      statement.setObject(index, id);
    }
  }

  private static void setTime(PreparedStatement statement, int index, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(index, timestamp(time));
    }
  }

  static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
