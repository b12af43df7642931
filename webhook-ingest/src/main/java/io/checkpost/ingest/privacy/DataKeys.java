package io.checkpost.ingest.privacy;

import io.checkpost.ingest.ApplicationSingleton;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
   * @param connection within a transaction
   * @throws Unreadable when another keyset wrapped one of them
   */
  public static Map<UUID, DataKey> find(
      Connection connection, MasterKeyset keyset, Collection<UUID> ids) throws SQLException {
    Map<UUID, DataKey> keys = new HashMap<>();
    if (!ids.isEmpty()) {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT id, wrapped, created_at FROM data_key WHERE id = ANY (?)")) {
        select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            UUID id = row.getObject(1, UUID.class);
            Instant createdAt = row.getObject(3, OffsetDateTime.class).toInstant();
            keys.put(id, keyset.unwrap(id, row.getBytes(2), createdAt));
          }
        }
      }
    }
    return keys;
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
