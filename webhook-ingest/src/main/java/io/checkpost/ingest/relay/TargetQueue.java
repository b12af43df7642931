package io.checkpost.ingest.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks what targets have not got, one target after the other: each question is a probe of an index.
 * States are written out in the statements, so that the database sees which index is for it.
 */
final class TargetQueue implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  TargetQueue(Connection connection) {
    this.connection = connection;
  }

  @FunctionalInterface
  private interface Reading<T> {
    @Nullable T of(ResultSet row) throws SQLException;
  }

  /** Counts a target's deliveries in a state, up to {@link RelayTargetStates#MOST}. */
  int count(UUID target, DeliveryState state) throws SQLException {
    Integer counted =
        first(
            """
            SELECT COUNT(*) FROM (SELECT id FROM delivery
              WHERE target_id = ? AND state = '%s' LIMIT %d) counted"""
                .formatted(state.code(), RelayTargetStates.MOST),
            target,
            row -> row.getInt(1));
    return counted == null ? 0 : counted;
  }

  /** Returns when a target's oldest delivery in a state was made; null when there is none. */
  @Nullable Instant oldest(UUID target, DeliveryState state) throws SQLException {
    return first(
        """
        SELECT created_at FROM delivery WHERE target_id = ? AND state = '%s'
        ORDER BY created_at LIMIT 1"""
            .formatted(state.code()),
        target,
        TargetQueue::instant);
  }

  /** Returns when the first of a target's deliveries is due; null when none is on its own. */
  @Nullable Instant due(UUID target) throws SQLException {
    return first(
        """
        SELECT due_at FROM delivery
        WHERE target_id = ? AND state = 'pending' AND held = FALSE
        ORDER BY due_at LIMIT 1""",
        target,
        TargetQueue::instant);
  }

  /**
   * Returns why the target's longest waiting delivery failed the last time, or else the one that
   * was given up last; null when none has failed.
   */
  @Nullable String lastCause(UUID target) throws SQLException {
    String ofPending = cause(target, DeliveryState.PENDING, "ASC");
    return ofPending == null ? cause(target, DeliveryState.DEAD, "DESC") : ofPending;
  }

  private @Nullable String cause(UUID target, DeliveryState state, String order)
      throws SQLException {
    return first(
        """
        SELECT last_cause FROM delivery WHERE target_id = ? AND state = '%s'
        ORDER BY created_at %s LIMIT 1"""
            .formatted(state.code(), order),
        target,
        row -> row.getString(1));
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getObject(1, OffsetDateTime.class).toInstant();
  }

  private <T> @Nullable T first(String sql, UUID target, Reading<T> reading) throws SQLException {
    PreparedStatement select = prepared.get(sql);
    if (select == null) {
      select = connection.prepareStatement(sql);
      prepared.put(sql, select);
    }
    select.setObject(1, target);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? reading.of(row) : null;
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
  }
}
