package io.checkpost.ingest.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The audit log. Safe for use by many threads and nodes: whoever writes waits for whoever wrote
 * before to commit, so what writes does so last in its transaction.
 */
@ApplicationSingleton
public final class AuditLog {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
  private static final int LONGEST_STATE = 4_000;

  private final Database database;
  private final KeysetInForce keyset;
  private final Acting acting;
  private final Clock clock;

  /** Creates the bean. */
  @Inject
  public AuditLog(Database database, KeysetInForce keyset, Acting acting, Clock clock) {
    this.database = database;
    this.keyset = keyset;
    this.acting = acting;
    this.clock = clock;
  }

  /**
   * Writes down what is done by somebody who now {@link Acting acts}, in a transaction of its own:
   * for what changes no row, such as showing something.
   *
   * @throws DatabaseUnavailable when it could not be written; then it must not be done
   */
  public void record(AuditEntry entry) {
    try {
      database.durably(
          connection -> {
            record(connection, entry);
            return entry;
          });
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** Writes down what is done in a transaction on entities, within that transaction. */
  public void record(EntityManager em, AuditEntry entry) {
    // what the entry tells about goes first, so that the end of the chain is held shortly
    em.flush();
    try {
      record(em.unwrap(Connection.class), entry);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** Writes down what is done in a transaction, within that transaction. */
  public void record(Connection connection, AuditEntry entry) throws SQLException {
    ChainEnd end = ChainEnd.lock(connection);
    AuditRow row = row(end.sequence() + 1, entry);
    byte[] mac = Chain.next(keyset.get(), end.mac(), row);
    try (PreparedStatement insert = connection.prepareStatement(AuditRow.INSERT)) {
      row.set(insert, mac);
      insert.executeUpdate();
    }
    new ChainEnd(row.sequence(), mac).write(connection);
  }

  private AuditRow row(long sequence, AuditEntry entry) {
    Actor actor = acting.now();
    PortalId portal = entry.portalId();
    DataKey key = entry.reasonKey();
    return new AuditRow(
        sequence,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        actor.name(),
        actor.address(),
        entry.action(),
        entry.about(),
        portal == null ? null : portal.value(),
        written(entry.before()),
        written(entry.after()),
        entry.reason() == null || key == null ? null : key.id(),
        Reasons.seal(keyset.get(), sequence, entry));
  }

  private static @Nullable String written(Map<String, String> fields) {
    if (fields.isEmpty()) {
      return null;
    }
    try {
      String json = JSON.writeValueAsString(fields);
      return json.length() <= LONGEST_STATE ? json : "{\"fields\":\"" + fields.size() + "\"}";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names and texts are always JSON", e);
    }
  }

  /**
   * Returns entries, the newest first.
   *
   * @throws InvalidInput when the cursor is none
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Page<AuditedAct> list(AuditFilter filter, int limit, @Nullable String cursor) {
    long below = cursor == null ? Long.MAX_VALUE : sequence(cursor);
    try {
      List<AuditedAct> found =
          database.inTransaction(connection -> acts(connection, filter, below, limit + 1));
      return Page.of(found, limit, last -> String.valueOf(last.sequence()));
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static long sequence(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new InvalidInput("cursor", cursor, "the value of next of the page before");
    }
  }

  private List<AuditedAct> acts(Connection connection, AuditFilter filter, long below, int most)
      throws SQLException {
    AuditQuery query =
        new AuditQuery()
            .where("sequence < ?", below)
            .where("actor = ?", filter.actor())
            .where("action = ?", filter.action())
            .where("about = ?", filter.about())
            .where("portal_id = ?", filter.portal() == null ? null : filter.portal().value())
            .where("recorded_at >= ?", timestamp(filter.from()))
            .where("recorded_at < ?", timestamp(filter.to()));
    List<AuditRow> rows = query.newest(connection, most);
    Reasons reasons = Reasons.of(connection, keyset.get(), rows);
    return rows.stream().map(row -> act(row, reasons)).toList();
  }

  private static @Nullable OffsetDateTime timestamp(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private static AuditedAct act(AuditRow row, Reasons reasons) {
    UUID portal = row.portalId();
    return new AuditedAct(
        row.sequence(),
        row.at(),
        row.actor(),
        row.address(),
        row.action(),
        row.about(),
        portal == null ? null : new PortalId(portal),
        read(row.before()),
        read(row.after()),
        reasons.of(row));
  }

  private static Map<String, String> read(@Nullable String fields) {
    try {
      return fields == null ? Map.of() : JSON.readValue(fields, FIELDS);
    } catch (JsonProcessingException e) {
      // somebody else wrote here; that is for the verification to say
      return Map.of();
    }
  }
}
