package io.checkpost.ingest.relay;

import io.checkpost.ingest.paging.Cursor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query for one page of deliveries. Each state is a range of an index; several are read one by
 * one and put together, because no index has two of them in the order of their time.
 */
final class DeliveryQuery {

  /** An id's text sorts as the databases sort the id, which Java's own order does not. */
  private static final Comparator<StoredDelivery> OLDEST_FIRST =
      Comparator.comparing(StoredDelivery::createdAt)
          .thenComparing(delivery -> delivery.id().toString());

  private final DeliveryFilter filter;
  private final boolean newestFirst;
  private final @Nullable Cursor after;

  private DeliveryQuery(DeliveryFilter filter, boolean newestFirst, @Nullable Cursor after) {
    this.filter = filter;
    this.newestFirst = newestFirst;
    this.after = after;
  }

  /** Reads newest first, from right after the given place; null to begin. */
  static DeliveryQuery newestFirst(DeliveryFilter filter, @Nullable Cursor after) {
    return new DeliveryQuery(filter, true, after);
  }

  /** Reads oldest first, from right after the given place; null to begin. */
  static DeliveryQuery oldestFirst(DeliveryFilter filter, @Nullable Cursor after) {
    return new DeliveryQuery(filter, false, after);
  }

  List<StoredDelivery> run(EntityManager em, int most) {
    Set<DeliveryState> states = states();
    if (states.isEmpty()) {
      return run(em, null, most);
    }
    List<StoredDelivery> found = new ArrayList<>();
    states.forEach(state -> found.addAll(run(em, state, most)));
    found.sort(newestFirst ? OLDEST_FIRST.reversed() : OLDEST_FIRST);
    return found.size() > most ? found.subList(0, most) : found;
  }

  /** A cause is found by the state, too. */
  private Set<DeliveryState> states() {
    return filter.cause() != null && filter.states().isEmpty()
        ? EnumSet.allOf(DeliveryState.class)
        : filter.orderedStates();
  }

  private List<StoredDelivery> run(EntityManager em, @Nullable DeliveryState state, int most) {
    Conditions conditions = new Conditions();
    if (state != null) {
      // written out, so that the database sees which index is for it
      conditions.add("d.state = '" + state.code() + "'");
    }
    if (filter.portal() != null) {
      conditions.add("d.portalId = :portal", "portal", filter.portal().value());
    }
    if (filter.target() != null) {
      conditions.add("d.targetId = :target", "target", filter.target().value());
    }
    if (filter.cause() != null) {
      conditions.add("d.lastCause = :cause", "cause", filter.cause().code());
    }
    if (filter.from() != null) {
      conditions.add("d.createdAt >= :from", "from", filter.from());
    }
    if (filter.to() != null) {
      conditions.add("d.createdAt < :to", "to", filter.to());
    }
    if (after != null) {
      // the first half alone is a range of every index that ends in the time
      conditions.add(
          newestFirst
              ? "d.createdAt <= :at AND (d.createdAt < :at OR d.id < :id)"
              : "d.createdAt >= :at AND (d.createdAt > :at OR d.id > :id)",
          "at",
          after.at());
      conditions.parameters.put("id", after.id());
    }
    return conditions.run(em, newestFirst ? "DESC" : "ASC", most);
  }

  private static final class Conditions {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    void add(String text) {
      texts.add(text);
    }

    void add(String text, String parameter, Object value) {
      texts.add(text);
      parameters.put(parameter, value);
    }

    List<StoredDelivery> run(EntityManager em, String order, int most) {
      String where = texts.isEmpty() ? "" : " WHERE " + String.join(" AND ", texts);
      TypedQuery<StoredDelivery> query =
          em.createQuery(
              "SELECT d FROM StoredDelivery d%s ORDER BY d.createdAt %s, d.id %s"
                  .formatted(where, order, order),
              StoredDelivery.class);
      parameters.forEach(query::setParameter);
      return query.setMaxResults(most).getResultList();
    }
  }
}
