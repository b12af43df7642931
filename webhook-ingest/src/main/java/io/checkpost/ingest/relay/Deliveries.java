package io.checkpost.ingest.relay;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.live.Changes;
import io.checkpost.ingest.live.Topic;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.DataKeys;
import io.checkpost.ingest.problem.Conflict;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

  private final Entities entities;
  private final DataKeys dataKeys;
  private final Database database;
  private final Courier courier;
  private final Clock clock;
  private final Changes live;

  /** Creates the bean. */
  @Inject
  public Deliveries(
      Entities entities,
      DataKeys dataKeys,
      Database database,
      Courier courier,
      Clock clock,
      Changes live) {
    this.entities = entities;
    this.dataKeys = dataKeys;
    this.database = database;
    this.courier = courier;
    this.clock = clock;
    this.live = live;
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
    return page(DeliveryQuery.newestFirst(filter, after), limit);
  }

  /**
   * Returns the deliveries right before a place, newest first.
   *
   * @param limit the most that are returned
   * @param cursor the place of the first item of the page after it
   * @return the page; its {@code next} leads to newer ones
   * @throws io.checkpost.ingest.problem.InvalidInput when the cursor is none
   */
  public Page<Delivery> listNewer(DeliveryFilter filter, int limit, String cursor) {
    return page(DeliveryQuery.oldestFirst(filter, Cursor.of(cursor)), limit).reversed();
  }

  private Page<Delivery> page(DeliveryQuery query, int limit) {
    return entities.inTransaction(
        em ->
            Page.of(query.run(em, limit + 1), limit, last -> last.place().toString())
                .map(StoredDelivery::shown));
  }

  /** Counts deliveries, oldest first, up to {@link DeliveryCount#MOST}. */
  public DeliveryCount count(DeliveryFilter filter) {
    return entities.inTransaction(
        em ->
            DeliveryCount.of(
                DeliveryQuery.oldestFirst(filter, null).run(em, DeliveryCount.MOST + 1).stream()
                    .map(delivery -> new PortalId(delivery.targetId()))
                    .toList()));
  }

  /**
   * Counts what is undelivered, as far as that is told.
   *
   * @param portal the portal that received; null for all
   */
  public UndeliveredCount undelivered(@Nullable PortalId portal) {
    return entities.inTransaction(
        em ->
            new UndeliveredCount(
                count(em, DeliveryState.DEAD, portal), count(em, DeliveryState.PENDING, portal)));
  }

  private static int count(EntityManager em, DeliveryState state, @Nullable PortalId portal) {
    // the state is written out, so that the database sees which index is for it
    TypedQuery<UUID> query =
        em.createQuery(
            "SELECT d.id FROM StoredDelivery d WHERE d.state = '%s'%s"
                .formatted(state.code(), portal == null ? "" : " AND d.portalId = :portal"),
            UUID.class);
    if (portal != null) {
      query.setParameter("portal", portal.value());
    }
    return query.setMaxResults(DeliveryCount.MOST + 1).getResultList().size();
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

  /** Returns the deliveries of a message with their attempts. */
  public List<DeliveryDetail> withAttempts(MessageId message) {
    return of(message).stream().flatMap(delivery -> find(delivery.id()).stream()).toList();
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
                update.setObject(1, DeliveryStore.timestamp(now));
                update.setObject(2, id);
                return update.executeUpdate();
              }
            });
    courier.wakeUp();
    return found == 1;
  }

  /**
   * Has every delivery of a filter tried now that is pending, dead or closed; where the states do
   * not matter, those that are pending or dead.
   *
   * @return how many there were
   */
  public int retryAll(DeliveryFilter filter) {
    Set<DeliveryState> states =
        filter.states().isEmpty() ? DeliveryState.UNDELIVERED : filter.orderedStates();
    int all = 0;
    for (DeliveryState state : states) {
      if (state != DeliveryState.DELIVERED) {
        all += changeAll(filter.in(Set.of(state)), ids -> retry(state, ids));
      }
    }
    return all;
  }

  private int retry(DeliveryState state, UUID[] ids) {
    Instant now = now();
    int retried =
        written(
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement(
                      DeliveryStore.RETRY + " WHERE id = ANY (?) AND state = ?")) {
                update.setObject(1, DeliveryStore.timestamp(now));
                update.setArray(2, connection.createArrayOf("uuid", ids));
                update.setString(3, state.code());
                return update.executeUpdate();
              }
            });
    courier.wakeUp();
    return retried;
  }

  /**
   * Closes a dead delivery: it is kept, and nobody is told of it any more. It can still be retried.
   *
   * @param by who says so
   * @return false when there is no such delivery
   * @throws Conflict when it is neither dead nor closed
   */
  public boolean close(UUID id, String by) {
    if (close(new UUID[] {id}, by) == 1) {
      return true;
    }
    Optional<DeliveryDetail> found = find(id);
    found.map(detail -> detail.delivery().state()).ifPresent(Deliveries::requireClosed);
    return found.isPresent();
  }

  private static void requireClosed(DeliveryState state) {
    if (state != DeliveryState.CLOSED) {
      throw new Conflict("Only a dead delivery can be closed. This one is " + state.code() + ".");
    }
  }

  /**
   * Closes every delivery of a filter that is dead.
   *
   * @param by who says so
   * @return how many there were
   */
  public int closeDead(DeliveryFilter filter, String by) {
    return changeAll(filter.in(Set.of(DeliveryState.DEAD)), ids -> close(ids, by));
  }

  private int close(UUID[] ids, String by) {
    Instant now = now();
    return written(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  UPDATE delivery SET state = 'closed', closed_at = ?, closed_by = ?
                  WHERE id = ANY (?) AND state = 'dead'""")) {
            update.setObject(1, DeliveryStore.timestamp(now));
            update.setString(2, by);
            update.setArray(3, connection.createArrayOf("uuid", ids));
            return update.executeUpdate();
          }
        });
  }

  /** What is done to a few hundred deliveries. */
  private interface Change {
    int to(UUID[] ids);
  }

  /**
   * Goes through a filter once, oldest first, a few hundred in a transaction. What is made
   * meanwhile is not meant, and what dies again meanwhile has its turn behind it.
   */
  private int changeAll(DeliveryFilter filter, Change change) {
    DeliveryFilter meant = filter.before(now().plus(1, ChronoUnit.MICROS));
    int affected = 0;
    Batch batch = new Batch(List.of(), null);
    do {
      batch = batch(meant, batch.last);
      affected += batch.ids.isEmpty() ? 0 : change.to(batch.ids.toArray(UUID[]::new));
    } while (batch.ids.size() == BATCH);
    return affected;
  }

  /** A part of a change, so that none holds many rows. */
  private record Batch(List<UUID> ids, @Nullable Cursor last) {}

  private Batch batch(DeliveryFilter filter, @Nullable Cursor after) {
    return entities.inTransaction(
        em -> {
          List<StoredDelivery> found = DeliveryQuery.oldestFirst(filter, after).run(em, BATCH);
          return new Batch(
              found.stream().map(StoredDelivery::id).toList(),
              found.isEmpty() ? null : found.get(found.size() - 1).place());
        });
  }

  private <T> T written(Database.Work<T> work) {
    try {
      T result = database.inTransaction(work);
      live.changed(Topic.DELIVERIES);
      return result;
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
