package io.checkpost.benchmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies received messages within PostgreSQL, with all that hangs on them: older by a day with each
 * copy, and about other people. What is sealed is bound to its row and could not be opened in a
 * copy: these people are as if they had been erased, their keys are there under other ids.
 */
final class Rows {

  /** So many copies are made by one statement. */
  private static final int AT_ONCE = 20;

  /** The messages that are copied are kept apart, so that no copy is copied again. */
  private static final List<String> SOURCES =
      List.of(
          "CREATE TEMP TABLE few AS SELECT * FROM message",
          "CREATE TEMP TABLE few_keys AS SELECT * FROM data_key",
          "CREATE TEMP TABLE few_subjects AS SELECT * FROM subject",
          "CREATE TEMP TABLE few_checks AS SELECT * FROM check_state",
          "CREATE TEMP TABLE few_updates AS SELECT * FROM check_update",
          "CREATE TEMP TABLE few_observations AS SELECT * FROM observation",
          "CREATE TEMP TABLE few_hours AS SELECT * FROM received_hour",
          "CREATE TEMP TABLE few_deliveries AS SELECT * FROM delivery",
          "CREATE TEMP TABLE few_attempts AS SELECT * FROM delivery_attempt",
          "CREATE TEMP TABLE few_items AS SELECT * FROM attention_item",
          // begins with the time, as every id of Checkpost's does, so that an index grows as it
          // would
          """
          CREATE FUNCTION pg_temp.other(id UUID, copy INT) RETURNS UUID IMMUTABLE LANGUAGE SQL AS
          $$ SELECT (lpad(to_hex(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint
                                 - copy * 86400000::bigint), 12, '0')
                     || '7' || substr(md5(id::text || copy), 1, 3)
                     || '8' || substr(md5(id::text || copy), 4, 15))::uuid $$
          """);

  /** Each is run for copies {@code :first} to {@code :last}. */
  private static final List<String> COPIES =
      List.of(
          """
          INSERT INTO data_key (id, wrapped, created_at)
          SELECT pg_temp.other(id, copy), wrapped, created_at - copy * INTERVAL '1 day'
          FROM few_keys, generate_series(:first, :last) copy ORDER BY copy DESC, id
          """,
          """
          INSERT INTO subject (id, portal_id, provider, blind_index, sealed_id, key_id, last_sequence, created_at)
          SELECT pg_temp.other(id, copy), portal_id, provider, sha256(blind_index || int4send(copy)), sealed_id,
            pg_temp.other(key_id, -copy), last_sequence, created_at - copy * INTERVAL '1 day'
          FROM few_subjects, generate_series(:first, :last) copy ORDER BY copy DESC, id
          """,
          """
          INSERT INTO message (id, portal_id, provider, received_at, disposition, reason, reason_detail,
            duplicate_of, subject_id, client_reference_index, key_id, body_size, test, sealed_envelope, sealed_body)
          SELECT pg_temp.other(id, copy), portal_id, provider, received_at - copy * INTERVAL '1 day',
            disposition, reason, reason_detail, duplicate_of, pg_temp.other(subject_id, copy),
            client_reference_index, pg_temp.other(key_id, -copy), body_size, test, sealed_envelope, sealed_body
          FROM few, generate_series(:first, :last) copy ORDER BY copy DESC, received_at
          """,
          """
          INSERT INTO check_state (id, portal_id, blind_index, subject_id, check_type, outcome, is_final,
            fingerprint, message_id, ordinal)
          SELECT pg_temp.other(c.id, copy), c.portal_id, sha256(c.blind_index || int4send(copy)),
            pg_temp.other(c.subject_id, copy), c.check_type, c.outcome, c.is_final, c.fingerprint,
            pg_temp.other(c.message_id, copy), c.ordinal
          FROM few_checks c, generate_series(:first, :last) copy ORDER BY copy DESC
          """,
          """
          INSERT INTO check_update (message_id, ordinal, check_id, subject_id, sequence, portal_id, received_at,
            check_type, outcome, previous_outcome, kind, returned, fingerprint, sealed_content)
          SELECT pg_temp.other(message_id, copy), ordinal, pg_temp.other(check_id, copy),
            pg_temp.other(subject_id, copy), sequence, portal_id, received_at - copy * INTERVAL '1 day',
            check_type, outcome, previous_outcome, kind, returned, fingerprint, sealed_content
          FROM few_updates, generate_series(:first, :last) copy ORDER BY copy DESC, received_at
          """,
          """
          INSERT INTO observation (message_id, observer_set_id, observed_at)
          SELECT pg_temp.other(message_id, copy), observer_set_id, observed_at - copy * INTERVAL '1 day'
          FROM few_observations, generate_series(:first, :last) copy ORDER BY copy DESC
          """,
          """
          INSERT INTO received_hour (portal_id, since, disposition, check_type, outcome, messages)
          SELECT portal_id, since - copy * INTERVAL '1 day', disposition, check_type, outcome, messages
          FROM few_hours, generate_series(:first, :last) copy
          """,
          """
          INSERT INTO delivery (id, message_id, portal_id, target_id, provider, lane, position, state, held,
            attempts, failures, due_at, created_at, delivered_at, last_status)
          SELECT pg_temp.other(d.id, copy), pg_temp.other(d.message_id, copy), d.portal_id, d.target_id,
            d.provider, pg_temp.other(d.lane, copy), d.position, d.state, d.held, d.attempts, d.failures,
            d.due_at - copy * INTERVAL '1 day', d.created_at - copy * INTERVAL '1 day',
            d.delivered_at - copy * INTERVAL '1 day', d.last_status
          FROM few_deliveries d, generate_series(:first, :last) copy
          ORDER BY copy DESC, d.created_at
          """,
          """
          INSERT INTO delivery_attempt (delivery_id, ordinal, started_at, duration_millis, status, address,
            response_size, key_id, sealed_headers, sealed_response)
          SELECT pg_temp.other(delivery_id, copy), ordinal, started_at - copy * INTERVAL '1 day', duration_millis,
            status, address, response_size, pg_temp.other(key_id, -copy), sealed_headers, sealed_response
          FROM few_attempts, generate_series(:first, :last) copy ORDER BY copy DESC
          """,
          // what came up so long ago is done
          """
          INSERT INTO attention_item (id, about, kind, severity, state, closed, mark, mark_at, portal_id, provider,
            check_type, outcome, subject_id, message_id, detail, test, opened_at, seen_at, times_seen, closed_by,
            closed_at, changes)
          SELECT pg_temp.other(i.id, copy), 'message:' || pg_temp.other(i.id, copy), i.kind, i.severity, 'resolved',
            TRUE, i.mark, i.mark_at - copy * INTERVAL '1 day', i.portal_id, i.provider, i.check_type, i.outcome,
            pg_temp.other(i.subject_id, copy), pg_temp.other(i.message_id, copy), i.detail, i.test,
            i.opened_at - copy * INTERVAL '1 day', i.seen_at - copy * INTERVAL '1 day', i.times_seen, 'admin',
            i.opened_at - copy * INTERVAL '1 day', 0
          FROM few_items i, generate_series(:first, :last) copy ORDER BY copy DESC
          """);

  /** Names and definitions of the indexes of what is copied, but for those that hold a key. */
  private static final String INDEXES =
      """
      SELECT i.relname, pg_get_indexdef(x.indexrelid)
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
      WHERE t.relname IN ('message', 'subject', 'check_state', 'check_update', 'delivery', 'attention_item')
        AND t.relpersistence = 'p'
        AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)
      """;

  private final Connection connection;
  private final Map<String, String> dropped = new LinkedHashMap<>();
  private int copies;

  private Rows(Connection connection) {
    this.connection = connection;
  }

  /** Takes what there is now for what is copied. */
  static Rows of(Connection connection) throws SQLException {
    Rows rows = new Rows(connection);
    for (String sql : SOURCES) {
      rows.execute(sql);
    }
    // what is made up here may be lost by a power cut; what Checkpost writes meanwhile may not
    rows.execute("SET synchronous_commit = off");
    rows.execute(
        "ANALYZE few, few_keys, few_subjects, few_checks, few_updates, few_observations, few_hours,"
            + " few_deliveries, few_attempts, few_items");
    rows.dropIndexes();
    return rows;
  }

  /**
   * They are made again at the end, which takes a fraction of the time that it would take to keep
   * them up.
   */
  private void dropIndexes() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(INDEXES)) {
      while (row.next()) {
        dropped.put(row.getString(1), row.getString(2));
      }
    }
    for (String index : dropped.keySet()) {
      execute("DROP INDEX " + index);
    }
  }

  /** Makes some more copies. */
  void copy() throws SQLException {
    for (String sql : COPIES) {
      execute(
          sql.replace(":first", String.valueOf(copies + 1))
              .replace(":last", String.valueOf(copies + AT_ONCE)));
    }
    copies += AT_ONCE;
  }

  /** Does at once what PostgreSQL would do in the course of the years. */
  void settle() throws SQLException {
    execute("SET maintenance_work_mem = '1GB'");
    for (String index : dropped.values()) {
      execute(index);
    }
    execute("VACUUM (ANALYZE)");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Closes some of what a person had to look at, as a person does. */
  static void resolve(Connection connection, int items) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          UPDATE attention_item SET state = 'resolved', closed = TRUE, closed_by = 'admin', closed_at = opened_at
          WHERE id IN (SELECT id FROM attention_item WHERE state = 'open' ORDER BY id LIMIT %d)
          """
              .formatted(items));
    }
  }

  /** Returns the first column of the first row. */
  static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
