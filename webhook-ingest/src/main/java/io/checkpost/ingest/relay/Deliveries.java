package io.checkpost.ingest.relay;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.DataKeys;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries, for people and programs. Safe for use by many threads; each call is a transaction
 * of its own unless its thread is in one. Every call throws {@link DatabaseUnavailable} when the
 * database cannot be asked.
 */
@ApplicationSingleton
public final class Deliveries {

  private static final int BATCH = 500;

  /** A pending one that is held stays so: what lets it go is yet to come. */
  private final Entities entities;

  private final DataKeys dataKeys;
  private final Database database;
  private final Courier courier;
  private final Clock clock;

  /** Creates the bean. */
  @Inject
  public Deliveries(
      Entities entities, DataKeys dataKeys, Database database, Courier courier, Clock clock) {
    this.entities = entities;
    this.dataKeys = dataKeys;
    this.database = database;
    this.courier = courier;
    this.clock = clock;
  }

  /**
   * Returns deliveries newest first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before, with the same filter; null for the first
   * @throws io.checkpost.ingest.problem.InvalidInput when the cursor is none
   */
  public Page<Delivery> list(DeliveryFilter filter, int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? null : Cursor.of(cursor);
    return entities.inTransaction(
        em ->
            Page.of(
                    select(em, filter, limit, after),
                    limit,
                    last -> new Cursor(last.createdAt(), last.id()).toString())
                .map(StoredDelivery::shown));
  }

  private static List<StoredDelivery> select(
      EntityManager em, DeliveryFilter filter, int limit, @Nullable Cursor after) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (filter.portal() != null) {
      conditions.add("d.portalId = :portal");
      parameters.put("portal", filter.portal().value());
    }
    if (filter.state() != null) {
      // written out, so that the database sees which index is for it
      conditions.add("d.state = '" + filter.state().code() + "'");
    }
    if (filter.from() != null) {
      conditions.add("d.createdAt >= :from");
      parameters.put("from", filter.from());
    }
    if (filter.to() != null) {
      conditions.add("d.createdAt < :to");
      parameters.put("to", filter.to());
    }
    if (after != null) {
      conditions.add("d.createdAt <= :at AND (d.createdAt < :at OR d.id < :id)");
      parameters.put("at", after.at());
      parameters.put("id", after.id());
    }
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    TypedQuery<StoredDelivery> query =
        em.createQuery(
            "SELECT d FROM StoredDelivery d" + where + " ORDER BY d.createdAt DESC, d.id DESC",
            StoredDelivery.class);
    parameters.forEach(query::setParameter);
    return query.setMaxResults(limit + 1).getResultList();
  }

  /** Returns the deliveries of a message. */
  public List<Delivery> of(MessageId message) {
    return entities.inTransaction(
        em ->
            em
                .createQuery(
                    "SELECT d FROM StoredDelivery d WHERE d.messageId = :message",
                    StoredDelivery.class)
                .setParameter("message", message.value())
                .getResultList()
                .stream()
                .map(StoredDelivery::shown)
                .toList());
  }

  /** Returns a delivery with its attempts. */
  public Optional<DeliveryDetail> find(UUID id) {
    return entities.inTransaction(
        em ->
            Optional.ofNullable(em.find(StoredDelivery.class, id))
                .map(
                    delivery -> new DeliveryDetail(delivery.shown(), attempts(em, delivery.id()))));
  }

  private List<DeliveryAttempt> attempts(EntityManager em, UUID delivery) {
    List<StoredAttempt> stored =
        em.createQuery(
                "SELECT a FROM StoredAttempt a WHERE a.deliveryId = :delivery ORDER BY a.ordinal",
                StoredAttempt.class)
            .setParameter("delivery", delivery)
            .getResultList();
    Map<UUID, DataKey> keys =
        dataKeys.find(
            em,
            stored.stream()
                .map(StoredAttempt::keyId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    return stored.stream().map(attempt -> attempt.shown(key(keys, attempt))).toList();
  }

  private static @Nullable DataKey key(Map<UUID, DataKey> keys, StoredAttempt attempt) {
    UUID keyId = attempt.keyId();
    return keyId == null ? null : keys.get(keyId);
  }

  /**
   * Returns what a target answered, as far as it is kept; empty when there was no such attempt or
   * the data was erased.
   *
   * @param number the attempt, from 1
   */
  public Optional<byte[]> response(UUID delivery, int number) {
    return entities.inTransaction(
        em ->
            Optional.ofNullable(
                    em.find(StoredAttempt.class, new StoredAttempt.Key(delivery, number)))
                .map(attempt -> attempt.response(keyOf(em, attempt))));
  }

  private @Nullable DataKey keyOf(EntityManager em, StoredAttempt attempt) {
    UUID keyId = attempt.keyId();
    return keyId == null ? null : dataKeys.find(em, List.of(keyId)).get(keyId);
  }

  /**
   * Has a delivery tried now, whatever became of it before: the schedule begins anew. It waits
   * nevertheless for an earlier one of the same person, and while its target is left alone.
   *
   * @return false when there is no such delivery
   */
  public boolean retry(UUID id) {
    Instant now = now();
    int found =
        written(
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement(DeliveryStore.RETRY + " WHERE id = ?")) {
                bindRetry(update, now);
                update.setObject(2, id);
                return update.executeUpdate();
              }
            });
    courier.wakeUp();
    return found == 1;
  }

  private static void bindRetry(PreparedStatement update, Instant now) throws SQLException {
    update.setObject(1, DeliveryStore.timestamp(now));
  }

  /**
   * Has every delivery of a filter that is dead tried now, a few hundred in a transaction.
   *
   * @return how many there were
   */
  public int retryDead(DeliveryFilter filter) {
    Instant now = now();
    int all = 0;
    Batch batch;
    do {
      batch = written(connection -> retryDead(connection, filter, now));
      all += batch.retried;
      courier.wakeUp();
    } while (batch.found == BATCH);
    return all;
  }

  private record Batch(int found, int retried) {}

  /** Two statements: H2 asks a subquery anew while the rows that it found are changed. */
  private static Batch retryDead(Connection connection, DeliveryFilter filter, Instant now)
      throws SQLException {
    Object[] dead = dead(connection, filter);
    try (PreparedStatement update =
        connection.prepareStatement(
            DeliveryStore.RETRY + " WHERE id = ANY (?) AND state = 'dead'")) {
      bindRetry(update, now);
      update.setArray(2, connection.createArrayOf("uuid", dead));
      return new Batch(dead.length, update.executeUpdate());
    }
  }

  private static Object[] dead(Connection connection, DeliveryFilter filter) throws SQLException {
    List<Object> parameters = new ArrayList<>();
    StringBuilder sql = new StringBuilder("SELECT id FROM delivery WHERE state = 'dead'");
    if (filter.portal() != null) {
      sql.append(" AND portal_id = ?");
      parameters.add(filter.portal().value());
    }
    if (filter.from() != null) {
      sql.append(" AND created_at >= ?");
      parameters.add(DeliveryStore.timestamp(filter.from()));
    }
    if (filter.to() != null) {
      sql.append(" AND created_at < ?");
      parameters.add(DeliveryStore.timestamp(filter.to()));
    }
    sql.append(" ORDER BY created_at LIMIT ").append(BATCH);
    List<UUID> ids = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
      for (int i = 0; i < parameters.size(); i++) {
        select.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getObject(1, UUID.class));
        }
      }
    }
    return ids.toArray();
  }

  private <T> T written(Database.Work<T> work) {
    try {
      return database.inTransaction(work);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
