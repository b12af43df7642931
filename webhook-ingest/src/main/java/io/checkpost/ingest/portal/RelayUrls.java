package io.checkpost.ingest.portal;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The relay URLs of some portals and of those above them, read one level of the tree at a time. */
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

  /** A portal with a URL of its own asks nobody above it; a foreign key holds every parent. */
  private Set<UUID> missing() {
    Set<UUID> missing = new HashSet<>();
    for (StoredPortal portal : known.values()) {
      UUID parentId = portal.parentId();
      if (portal.relayUrl() == null && parentId != null && !known.containsKey(parentId)) {
        missing.add(parentId);
      }
    }
    return missing;
  }

  @Nullable String effective(StoredPortal portal) {
    StoredPortal asked = portal;
    while (asked != null && asked.relayUrl() == null) {
      UUID parentId = asked.parentId();
      asked = parentId == null ? null : known.get(parentId);
    }
    return asked == null ? null : asked.relayUrl();
  }
}
