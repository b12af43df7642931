package io.checkpost.ingest.replay;

import io.checkpost.ingest.paging.Cursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a replay is about: those for which all of it holds; null where it does not matter.
 *
 * @param kind what is to be done with them: not every message is fit for everything
 * @param messages the messages themselves; empty where the rest says which
 * @param subjects the rows of the people whom it is about; empty for anybody
 * @param from received then or later
 * @param to received before
 */
record MessageSelection(
    ReplayKind kind,
    Set<UUID> messages,
    @Nullable UUID portal,
    @Nullable String provider,
    @Nullable String disposition,
    @Nullable String checkType,
    @Nullable String outcome,
    Set<UUID> subjects,
    @Nullable Instant from,
    Instant to) {

  MessageSelection {
    messages = Set.copyOf(messages);
    subjects = Set.copyOf(subjects);
  }

  /** Selects one message. */
  static MessageSelection ofMessage(ReplayKind kind, UUID message, Instant to) {
    return new MessageSelection(
        kind, Set.of(message), null, null, null, null, null, Set.of(), null, to);
  }

  /**
   * A message that was looked at.
   *
   * @param wanted whether it is one of those selected
   * @param erased whether nobody can read it any more
   */
  record Scanned(
      UUID id,
      UUID portalId,
      @Nullable UUID subjectId,
      Instant receivedAt,
      boolean wanted,
      boolean erased) {

    Cursor place() {
      return new Cursor(receivedAt, id);
    }
  }

  /** A condition and what is bound to its parameters. */
  private record Condition(String sql, List<Object> parameters) {}

  /**
   * Looks at the next messages in the order of arrival. What the message itself says is found by
   * index; what its updates say is looked up for each, so that a step costs about the same however
   * few messages are wanted.
   *
   * @param after the last message that was looked at; null for none
   * @return fewer than {@code limit} when there are no more
   */
  List<Scanned> scan(Connection connection, @Nullable Cursor after, int limit) throws SQLException {
    List<Condition> wanted = wanted();
    List<Condition> where = where(after);
    String sql =
        """
        SELECT m.id, m.portal_id, m.subject_id, m.received_at, %s,
          NOT EXISTS (SELECT 1 FROM data_key k WHERE k.id = m.key_id)
        FROM message m WHERE %s ORDER BY m.received_at, m.id LIMIT %d"""
            .formatted(joined(wanted), joined(where), limit);
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int parameter = 1;
      for (List<Condition> part : List.of(wanted, where)) {
        for (Condition condition : part) {
          for (Object value : condition.parameters) {
            bind(connection, select, parameter, value);
            parameter++;
          }
        }
      }
      return scanned(select);
    }
  }

  private static String joined(List<Condition> conditions) {
    return conditions.isEmpty()
        ? "TRUE"
        : String.join(" AND ", conditions.stream().map(Condition::sql).toList());
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int parameter, Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(parameter, instant.atOffset(ZoneOffset.UTC));
    } else if (value instanceof Set<?> ids) {
      statement.setArray(parameter, connection.createArrayOf("uuid", ids.toArray()));
    } else {
      statement.setObject(parameter, value);
    }
  }

  private static List<Scanned> scanned(PreparedStatement select) throws SQLException {
    List<Scanned> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Scanned(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getBoolean(5),
                row.getBoolean(6)));
      }
    }
    return found;
  }

  private List<Condition> where(@Nullable Cursor after) {
    List<Condition> where = new ArrayList<>();
    if (messages.isEmpty()) {
      where.add(new Condition("m.received_at < ?", List.of(to)));
    } else {
      where.add(new Condition("m.id = ANY (?)", List.of(messages)));
    }
    if (from != null) {
      where.add(new Condition("m.received_at >= ?", List.of(from)));
    }
    if (portal != null) {
      where.add(new Condition("m.portal_id = ?", List.of(portal)));
    }
    if (provider != null) {
      where.add(new Condition("m.provider = ?", List.of(provider)));
    }
    if (disposition != null) {
      where.add(new Condition("m.disposition = ?", List.of(disposition)));
    }
    if (!subjects.isEmpty()) {
      where.add(new Condition("m.subject_id = ANY (?)", List.of(subjects)));
    }
    if (after != null) {
      // the first half alone is a range of every index that ends in the time
      where.add(
          new Condition(
              "m.received_at >= ? AND (m.received_at > ? OR m.id > ?)",
              List.of(after.at(), after.at(), after.id())));
    }
    return where;
  }

  private List<Condition> wanted() {
    List<Condition> wanted = new ArrayList<>();
    wanted.add(
        switch (kind) {
          // a duplicate has no events
          case OBSERVE -> new Condition("m.disposition <> 'duplicate'", List.of());
          case REINTERPRET ->
              new Condition(
                  """
                  (m.disposition = 'quarantined' OR EXISTS (SELECT 1 FROM check_update r
                    WHERE r.message_id = m.id AND r.outcome IN ('unconfirmed', 'unrecognised')))""",
                  List.of());
        });
    if (checkType != null || outcome != null) {
      wanted.add(updateIs());
    }
    return wanted;
  }

  /** One update that is of that kind and says that. */
  private Condition updateIs() {
    StringBuilder sql =
        new StringBuilder("EXISTS (SELECT 1 FROM check_update u WHERE u.message_id = m.id");
    List<Object> parameters = new ArrayList<>();
    if (checkType != null) {
      sql.append(" AND u.check_type = ?");
      parameters.add(checkType);
    }
    if (outcome != null) {
      sql.append(" AND u.outcome = ?");
      parameters.add(outcome);
    }
    return new Condition(sql.append(")").toString(), parameters);
  }
}
