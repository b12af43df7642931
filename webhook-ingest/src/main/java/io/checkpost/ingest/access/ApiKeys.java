package io.checkpost.ingest.access;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Entities;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of the management API, stored as digests: a key has 256 random bits, so that a fast
 * digest gives nothing away. Safe for use by many threads.
 */
@ApplicationSingleton
public final class ApiKeys {

  private static final int MOST_REMEMBERED = 1_000;

  private final Entities entities;
  private final Clock clock;
  private final Map<ByteBuffer, Caller> lately = new ConcurrentHashMap<>();

  /** Creates the bean. */
  @Inject
  public ApiKeys(Entities entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * Makes a key.
   *
   * @param name what the audit calls its user
   * @return the key, {@code cpk_…}, never shown again
   */
  public String create(String name) {
    String key = Secret.next("cpk_");
    accept(key, name);
    return key;
  }

  /** Accepts a key that was made elsewhere. One that is accepted already stays as it is. */
  public void accept(String key, String name) {
    byte[] digest = Secret.digest(key);
    entities.inTransaction(
        em -> {
          if (find(em, digest).isEmpty()) {
            em.persist(
                new StoredApiKey(digest, name, clock.instant().truncatedTo(ChronoUnit.MICROS)));
          }
          return name;
        });
  }

  /**
   * Returns who calls with a key: {@code key:} and its name.
   *
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when that cannot be known now
   */
  public Optional<Caller> callerOf(String key) {
    byte[] digest = Secret.digest(key);
    Optional<Caller> caller =
        entities
            .inTransaction(em -> find(em, digest))
            .map(stored -> new Caller("key:" + stored.name(), Set.of(Roles.ADMINISTRATOR)));
    remember(ByteBuffer.wrap(digest), caller);
    return caller;
  }

  private void remember(ByteBuffer digest, Optional<Caller> caller) {
    if (caller.isEmpty()) {
      lately.remove(digest);
    } else if (lately.size() < MOST_REMEMBERED) {
      lately.put(digest, caller.get());
    }
  }

  /**
   * Returns who called with a key on this node when the database was asked last. For what shows no
   * data and is needed most while the database is down.
   */
  public Optional<Caller> lastCallerOf(String key) {
    return Optional.ofNullable(lately.get(ByteBuffer.wrap(Secret.digest(key))));
  }

  private static Optional<StoredApiKey> find(EntityManager em, byte[] digest) {
    return Optional.ofNullable(em.find(StoredApiKey.class, digest));
  }

  static boolean isAny(EntityManager em) {
    return !em.createQuery("SELECT k FROM StoredApiKey k", StoredApiKey.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
