package io.checkpost.ingest.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
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
  private static final Logger LOG = System.getLogger(AuditLog.class.getName());
  private static final int TOLD_OF_MAC = 8;

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
    tell(row, mac);
  }

  /** Whoever keeps the log elsewhere can tell by it that the end of the chain was cut off. */
  private static void tell(AuditRow row, byte[] mac) {
    LOG.log(
        Level.INFO,
        LogLine.of("audit." + row.action())
            .with("sequence", row.sequence())
            .with("about", row.about())
            .with("by", row.actor())
            .with("mac", HexFormat.of().formatHex(mac, 0, TOLD_OF_MAC))
            .toString());
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
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names and texts are always JSON", e);
    }
  }

  /**
   * Returns entries, the newest first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before, with the same filter; null for the first
   * @throws io.checkpost.ingest.problem.InvalidInput when the cursor is none
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Page<AuditedAct> list(AuditFilter filter, int limit, @Nullable String cursor) {
    long before = cursor == null ? Long.MAX_VALUE : AuditedAct.sequence(Cursor.of(cursor));
    return page(AuditQuery.newestFirst(filter, before), limit);
  }

  /**
   * Returns the entries right after a place, newest first.
   *
   * @param limit the most that are returned
   * @param cursor the place of the first item of the page after it
   * @return the page; its {@code next} leads to newer ones
   * @throws io.checkpost.ingest.problem.InvalidInput when the cursor is none
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Page<AuditedAct> listNewer(AuditFilter filter, int limit, String cursor) {
    long after = AuditedAct.sequence(Cursor.of(cursor));
    return page(AuditQuery.oldestFirst(filter, after), limit).reversed();
  }

  private Page<AuditedAct> page(AuditQuery query, int limit) {
    try {
      List<AuditedAct> found =
          database.inTransaction(connection -> acts(connection, query, limit + 1));
      return Page.of(found, limit, last -> last.place().toString());
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private List<AuditedAct> acts(Connection connection, AuditQuery query, int most)
      throws SQLException {
    List<AuditRow> rows = query.run(connection, most);
    Reasons reasons = Reasons.of(connection, keyset.get(), rows);
    return rows.stream().map(row -> act(row, reasons)).toList();
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
