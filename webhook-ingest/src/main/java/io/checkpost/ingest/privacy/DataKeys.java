package io.checkpost.ingest.privacy;

import io.checkpost.ingest.ApplicationSingleton;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The stored data keys, for whoever reads sealed columns. */
@ApplicationSingleton
public final class DataKeys {

  private final KeysetInForce keyset;

  /** Creates the bean. */
  @Inject
  public DataKeys(KeysetInForce keyset) {
    this.keyset = keyset;
  }

  /**
   * Returns those of the given keys that there are; one that was destroyed is missing.
   *
   * @param em within a transaction
   * @throws Unreadable when another keyset wrapped one of them
   */
  public Map<UUID, DataKey> find(EntityManager em, Collection<UUID> ids) {
    Map<UUID, DataKey> keys = new HashMap<>();
    if (!ids.isEmpty()) {
      em.createQuery("SELECT k FROM StoredDataKey k WHERE k.id IN :ids", StoredDataKey.class)
          .setParameter("ids", Set.copyOf(ids))
          .getResultList()
          .forEach(
              stored -> {
                DataKey key = stored.unwrap(keyset.get());
                keys.put(key.id(), key);
              });
    }
    return keys;
  }
}
