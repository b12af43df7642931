package io.checkpost.ingest.portal;

import io.checkpost.ingest.problem.InvalidInput;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the tree: who may be under whom. Whoever changes it locks the tree before any
 * portal; nobody who holds a portal waits for the tree, so that there is no deadlock.
 */
final class PortalTree {

  /** How many portals may stand one above the other. */
  static final int DEEPEST = 16;

  private final EntityManager em;

  private PortalTree(EntityManager em) {
    this.em = em;
  }

  /** Locks the tree until the transaction ends. */
  static PortalTree locked(EntityManager em) {
    em.find(StoredTree.class, StoredTree.THE_ONE, LockModeType.PESSIMISTIC_WRITE);
    return new PortalTree(em);
  }

  /**
   * Makes sure that a portal may stand under another, which is locked so that it is not archived
   * meanwhile.
   *
   * @param child the portal that is moved; null for one that is yet to be made
   * @throws InvalidInput when it may not
   */
  void checkParent(UUID parentId, String provider, @Nullable UUID child) {
    // a lock reads the row again, over whatever was not written yet
    em.flush();
    StoredPortal parent = em.find(StoredPortal.class, parentId, LockModeType.PESSIMISTIC_WRITE);
    if (parent == null || parent.isArchived() || !parent.provider().equals(provider)) {
      throw refused(parentId, "the id of a portal of " + provider + " that is not archived");
    }
    Set<UUID> above = withThoseAbove(parent);
    if (child != null && above.contains(child)) {
      throw refused(
          parentId, "a portal that is neither this one nor below it, which would be a cycle");
    }
    int height = child == null ? 1 : height(child);
    if (above.size() + height > DEEPEST) {
      throw refused(parentId, "a place where no more than " + DEEPEST + " portals stand in a row");
    }
  }

  private static InvalidInput refused(UUID parentId, String accepted) {
    return new InvalidInput("parentId", parentId.toString(), accepted);
  }

  private Set<UUID> withThoseAbove(StoredPortal portal) {
    Set<UUID> ids = new LinkedHashSet<>();
    StoredPortal each = portal;
    while (each != null && ids.add(each.id())) {
      UUID parentId = each.parentId();
      each = parentId == null ? null : em.find(StoredPortal.class, parentId);
    }
    return ids;
  }

  /** Returns how many levels there are from a portal down, itself the first. */
  private int height(UUID id) {
    int height = 0;
    for (List<UUID> level = List.of(id); !level.isEmpty(); level = below(level)) {
      height++;
    }
    return height;
  }

  private List<UUID> below(List<UUID> level) {
    return em.createQuery("SELECT p.id FROM StoredPortal p WHERE p.parentId IN :ids", UUID.class)
        .setParameter("ids", level)
        .getResultList();
  }
}
