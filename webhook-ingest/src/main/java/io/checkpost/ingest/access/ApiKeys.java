package io.checkpost.ingest.access;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the management API, stored as digests: a key has 256 random bits, so that a fast
 * digest gives nothing away. Safe for use by many threads.
 */
@ApplicationSingleton
public final class ApiKeys {

  private static final int MOST_REMEMBERED = 1_000;

  /** As it is in a line of the log. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@ -]{1,100}");

  private final Entities entities;
  private final Settings settings;
  private final Clock clock;
  private final Map<ByteBuffer, Caller> lately = new ConcurrentHashMap<>();

  /** Creates the bean. */
  @Inject
  public ApiKeys(Entities entities, Settings settings, Clock clock) {
    this.entities = entities;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Makes a key.
   *
   * @param name what the log and the audit call its user
   * @throws InvalidInput when the name is not accepted
   * @throws Conflict when another key has it, so that it would not tell the two apart
   */
  public NewApiKey create(String name, Role role) {
    if (!NAME.matcher(name).matches() || name.isBlank()) {
      throw new InvalidInput("name", name, "1 to 100 letters, digits, spaces and . _ @ -");
    }
    String key = Secret.next("cpk_");
    return entities.inTransaction(
        em -> {
          if (isNamed(em, name)) {
            throw new Conflict("There is a key of that name.");
          }
          StoredApiKey made = persist(em, Secret.digest(key), name, role);
          return new NewApiKey(made.apiKey(null), key);
        });
  }

  private static boolean isNamed(EntityManager em, String name) {
    return !em.createQuery("SELECT k FROM StoredApiKey k WHERE k.name = :name", StoredApiKey.class)
        .setParameter("name", name)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  private StoredApiKey persist(EntityManager em, byte[] digest, String name, Role role) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    StoredApiKey made = new StoredApiKey(digest, UUID.randomUUID(), name, role, now);
    em.persist(made);
    return made;
  }

  /** Accepts the key of the settings as an administrator's, whether it was known before or not. */
  void accept(String key, String name) {
    byte[] digest = Secret.digest(key);
    entities.inTransaction(
        em -> {
          StoredApiKey stored =
              find(em, digest).orElseGet(() -> persist(em, digest, name, Role.ADMINISTRATOR));
          stored.give(Role.ADMINISTRATOR);
          return stored;
        });
  }

  /** Returns all keys, newest first: they are few. */
  public List<ApiKey> list() {
    byte[] ofSettings = digestOfSettings();
    return entities.inTransaction(
        em ->
            em.createQuery(
                    "SELECT k FROM StoredApiKey k ORDER BY k.createdAt DESC, k.id",
                    StoredApiKey.class)
                .getResultStream()
                .map(stored -> stored.apiKey(ofSettings))
                .toList());
  }

  /** Returns a key; empty when there is none of that id. */
  public Optional<ApiKey> find(UUID id) {
    byte[] ofSettings = digestOfSettings();
    return entities.inTransaction(em -> find(em, id)).map(stored -> stored.apiKey(ofSettings));
  }

  private byte @Nullable [] digestOfSettings() {
    return settings.apiKey().map(Secret::digest).orElse(null);
  }

  /**
   * Removes a key, which is accepted no more from then on.
   *
   * @return whether there was one of that id
   * @throws Conflict when the settings give it, and would bring it back
   */
  public boolean remove(UUID id) {
    byte[] ofSettings = digestOfSettings();
    return entities.inTransaction(
        em -> {
          Optional<StoredApiKey> stored = find(em, id);
          stored.ifPresent(
              key -> {
                if (key.apiKey(ofSettings).fromSettings()) {
                  throw new Conflict(
                      "The settings give this key, and the next start would bring it back. Take it"
                          + " out of checkpost.api.key first.");
                }
                em.remove(key);
                lately.remove(ByteBuffer.wrap(key.digest()));
              });
          return stored.isPresent();
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
        entities.inTransaction(em -> find(em, digest)).map(StoredApiKey::caller);
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

  private static Optional<StoredApiKey> find(EntityManager em, UUID id) {
    return em.createQuery("SELECT k FROM StoredApiKey k WHERE k.id = :id", StoredApiKey.class)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  static boolean isAny(EntityManager em) {
    return !em.createQuery("SELECT k FROM StoredApiKey k", StoredApiKey.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
