package io.checkpost.ingest.portal;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The relay URLs of some portals and of those above them, read one level of the tree at a time. A
 * portal whose relay is off ends the way up for itself and for those below that have no URL of
 * their own.
 */
final class RelayUrls {

  private final Map<UUID, StoredPortal> known = new HashMap<>();

  private RelayUrls() {}

  static RelayUrls of(EntityManager em, Collection<StoredPortal> portals) {
    RelayUrls urls = new RelayUrls();
    portals.forEach(portal -> urls.known.put(portal.id(), portal));
    for (Set<UUID> missing = urls.missing(); !missing.isEmpty(); missing = urls.missing()) {
      em.createQuery("SELECT p FROM StoredPortal p WHERE p.id IN :ids", StoredPortal.class)
          .setParameter("ids", missing)
          .getResultList()
          .forEach(portal -> urls.known.put(portal.id(), portal));
    }
    return urls;
  }

  /** A portal that decides by itself asks nobody above it; a foreign key holds every parent. */
  private Set<UUID> missing() {
    Set<UUID> missing = new HashSet<>();
    for (StoredPortal portal : known.values()) {
      UUID parentId = portal.parentId();
      if (asksAbove(portal) && parentId != null && !known.containsKey(parentId)) {
        missing.add(parentId);
      }
    }
    return missing;
  }

  private static boolean asksAbove(StoredPortal portal) {
    return !portal.isRelayOff() && portal.relayUrl() == null;
  }

  /**
   * A URL and whose it is.
   *
   * @param url where to
   * @param owner the portal whose URL it is
   */
  record Effective(String url, UUID owner) {}

  @Nullable Effective effective(StoredPortal portal) {
    StoredPortal asked = portal;
    while (asked != null && asksAbove(asked)) {
      UUID parentId = asked.parentId();
      asked = parentId == null ? null : known.get(parentId);
    }
    String url = asked == null || asked.isRelayOff() ? null : asked.relayUrl();
    return asked == null || url == null ? null : new Effective(url, asked.id());
  }
}
