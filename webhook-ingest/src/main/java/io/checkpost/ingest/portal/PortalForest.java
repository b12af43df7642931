package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The portals as trees, for people who look at them. However many there are, a page is read in two
 * queries a level and has an end: a portal with more than {@link #MOST_IN_PLACE} right below it is
 * shown without them, and so is whatever comes after the first few hundred.
 *
 * <p>Safe for use by many threads; each call is a transaction of its own unless its thread is in
 * one. Every call throws {@link io.checkpost.ingest.database.DatabaseUnavailable} when the database
 * cannot be asked.
 */
@ApplicationSingleton
public final class PortalForest {

  /** How many portals are shown right below one. */
  public static final int MOST_IN_PLACE = 20;

  private static final int MOST_BELOW = 400;

  private final Entities entities;
  private final ShownPortals shown;

  /** Creates the bean. */
  @Inject
  public PortalForest(Entities entities, KeysetInForce keyset, Settings settings, Clock clock) {
    this.entities = entities;
    this.shown = new ShownPortals(new PortalRows(keyset, settings), clock);
  }

  /**
   * Returns portals newest first, with what is below them; those that are looked for by name alone.
   *
   * @param limit the most that are returned, without those below
   * @param cursor the place after which the page begins; null for the first
   * @throws io.checkpost.ingest.problem.InvalidInput when the cursor is none
   */
  public Page<PortalBranch> list(PortalFilter filter, int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? null : Cursor.of(cursor);
    return entities.inTransaction(
        em -> branches(em, filter, PortalQuery.older(em, filter, limit, after)));
  }

  /**
   * Returns the portals right before a place in the list: the way back. They are newest first, and
   * {@code next} is given when there are yet newer ones.
   *
   * @throws io.checkpost.ingest.problem.InvalidInput when the cursor is none
   */
  public Page<PortalBranch> listNewer(PortalFilter filter, int limit, String cursor) {
    Cursor before = Cursor.of(cursor);
    return entities.inTransaction(
        em -> branches(em, filter, PortalQuery.newer(em, filter, limit, before)));
  }

  private Page<PortalBranch> branches(
      EntityManager em, PortalFilter filter, Page<StoredPortal> page) {
    Growth growth = new Growth(em, filter.name() == null ? MOST_BELOW : 0);
    growth.grow(page.items());
    RelayUrls relayUrls = RelayUrls.of(em, growth.all());
    return page.map(stored -> branch(stored, growth, relayUrls));
  }

  private PortalBranch branch(StoredPortal stored, Growth growth, RelayUrls relayUrls) {
    return new PortalBranch(
        shown.of(stored, relayUrls),
        growth.children.getOrDefault(stored.id(), 0),
        growth.below.getOrDefault(stored.id(), List.of()).stream()
            .map(child -> branch(child, growth, relayUrls))
            .toList());
  }

  /** What is below some portals, read level by level as far as it is shown. */
  private static final class Growth {

    private final EntityManager em;
    private final Map<UUID, StoredPortal> known = new LinkedHashMap<>();
    private final Map<UUID, Integer> children = new HashMap<>();
    private final Map<UUID, List<StoredPortal>> below = new HashMap<>();
    private int left;

    Growth(EntityManager em, int most) {
      this.em = em;
      this.left = most;
    }

    Collection<StoredPortal> all() {
      return known.values();
    }

    void grow(List<StoredPortal> top) {
      List<StoredPortal> level = top;
      while (!level.isEmpty()) {
        level.forEach(portal -> known.put(portal.id(), portal));
        count(level);
        level = read(fitting(level));
      }
    }

    private void count(List<StoredPortal> level) {
      em.createQuery(
              "SELECT p.parentId, COUNT(p.id) FROM StoredPortal p"
                  + " WHERE p.parentId IN :ids AND p.archivedAt IS NULL GROUP BY p.parentId",
              Object[].class)
          .setParameter("ids", level.stream().map(StoredPortal::id).toList())
          .getResultList()
          .forEach(row -> children.put((UUID) row[0], ((Number) row[1]).intValue()));
    }

    /** Returns those of a level whose children are shown. */
    private List<UUID> fitting(List<StoredPortal> level) {
      List<UUID> fitting = new ArrayList<>();
      for (StoredPortal portal : level) {
        int count = children.getOrDefault(portal.id(), 0);
        if (count > 0 && count <= MOST_IN_PLACE && count <= left) {
          fitting.add(portal.id());
          left -= count;
        }
      }
      return fitting;
    }

    private List<StoredPortal> read(List<UUID> parents) {
      if (parents.isEmpty()) {
        return List.of();
      }
      List<StoredPortal> found =
          em.createQuery(
                  "SELECT p FROM StoredPortal p WHERE p.parentId IN :ids AND p.archivedAt IS NULL"
                      + " ORDER BY p.createdAt DESC, p.id DESC",
                  StoredPortal.class)
              .setParameter("ids", parents)
              .getResultList();
      for (StoredPortal child : found) {
        UUID parentId = child.parentId();
        if (parentId != null) {
          below.computeIfAbsent(parentId, id -> new ArrayList<>()).add(child);
        }
      }
      return found;
    }
  }

  /** Returns who is above each of the given portals, the top first; archived ones, too. */
  public Map<PortalId, List<NamedPortal>> above(Collection<PortalId> portals) {
    return entities.inTransaction(
        em -> {
          Map<UUID, StoredPortal> known = withThoseAbove(em, portals);
          return portals.stream()
              .distinct()
              .collect(Collectors.toMap(id -> id, id -> above(known, id)));
        });
  }

  private static Map<UUID, StoredPortal> withThoseAbove(
      EntityManager em, Collection<PortalId> portals) {
    Map<UUID, StoredPortal> known = new HashMap<>();
    Set<UUID> wanted = portals.stream().map(PortalId::value).collect(Collectors.toSet());
    while (!wanted.isEmpty()) {
      List<StoredPortal> found =
          em.createQuery("SELECT p FROM StoredPortal p WHERE p.id IN :ids", StoredPortal.class)
              .setParameter("ids", wanted)
              .getResultList();
      wanted = new LinkedHashSet<>();
      for (StoredPortal portal : found) {
        known.put(portal.id(), portal);
      }
      for (StoredPortal portal : found) {
        UUID parentId = portal.parentId();
        if (parentId != null && !known.containsKey(parentId)) {
          wanted.add(parentId);
        }
      }
    }
    return known;
  }

  private static List<NamedPortal> above(Map<UUID, StoredPortal> known, PortalId id) {
    Deque<NamedPortal> above = new ArrayDeque<>();
    StoredPortal parent = parent(known, known.get(id.value()));
    while (parent != null) {
      above.addFirst(new NamedPortal(new PortalId(parent.id()), parent.name()));
      parent = parent(known, parent);
    }
    return List.copyOf(above);
  }

  private static @Nullable StoredPortal parent(
      Map<UUID, StoredPortal> known, @Nullable StoredPortal portal) {
    UUID parentId = portal == null ? null : portal.parentId();
    return parentId == null ? null : known.get(parentId);
  }
}
