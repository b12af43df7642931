package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page of the portals that a filter leaves, newest first. */
final class PortalQuery {

  private static final char ESCAPE = '!';

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  private PortalQuery(PortalFilter filter) {
    conditions.add("p.archivedAt IS NULL");
    String name = filter.name();
    if (name != null) {
      where("LOWER(p.name) LIKE LOWER(:name) ESCAPE '" + ESCAPE + "'", "name", containing(name));
    }
    String provider = filter.provider();
    if (provider != null) {
      where("p.provider = :provider", "provider", provider);
    }
    PortalId parent = filter.parent();
    if (parent != null) {
      where("p.parentId = :parent", "parent", parent.value());
    }
    if (filter.top()) {
      conditions.add("p.parentId IS NULL");
    }
  }

  private static String containing(String text) {
    return "%" + text.replaceAll("[!%_]", ESCAPE + "$0") + "%";
  }

  private void where(String condition, String parameter, Object value) {
    conditions.add(condition);
    parameters.put(parameter, value);
  }

  /** Returns the newest, or those after a place. */
  static Page<StoredPortal> older(
      EntityManager em, PortalFilter filter, int limit, @Nullable Cursor after) {
    PortalQuery query = new PortalQuery(filter);
    if (after != null) {
      query.conditions.add("p.createdAt <= :at AND (p.createdAt < :at OR p.id < :id)");
      query.at(after);
    }
    return page(query.run(em, "DESC", limit + 1), limit);
  }

  /** Returns those right before a place; {@code next} is given when there are yet newer ones. */
  static Page<StoredPortal> newer(EntityManager em, PortalFilter filter, int limit, Cursor before) {
    PortalQuery query = new PortalQuery(filter);
    query.conditions.add("p.createdAt >= :at AND (p.createdAt > :at OR p.id > :id)");
    query.at(before);
    return page(query.run(em, "ASC", limit + 1), limit).reversed();
  }

  private void at(Cursor cursor) {
    parameters.put("at", cursor.at());
    parameters.put("id", cursor.id());
  }

  private static Page<StoredPortal> page(List<StoredPortal> found, int limit) {
    return Page.of(found, limit, last -> new Cursor(last.createdAt(), last.id()).toString());
  }

  private List<StoredPortal> run(EntityManager em, String order, int most) {
    TypedQuery<StoredPortal> query =
        em.createQuery(
            "SELECT p FROM StoredPortal p WHERE %s ORDER BY p.createdAt %s, p.id %s"
                .formatted(String.join(" AND ", conditions), order, order),
            StoredPortal.class);
    parameters.forEach(query::setParameter);
    return query.setMaxResults(most).getResultList();
  }
}
