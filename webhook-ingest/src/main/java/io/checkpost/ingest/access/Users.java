package io.checkpost.ingest.access;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The users of the pages. Safe for use by many threads. Verifying a password takes a good part of a
 * second of one processor, on purpose.
 */
@ApplicationSingleton
public final class Users {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,100}");

  /** OWASP's number for this hash. */
  private static final Map<String, String> HASH_PARAMETERS =
      Map.of(
          "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
          "Pbkdf2PasswordHash.Iterations", "210000",
          "Pbkdf2PasswordHash.SaltSizeBytes", "32",
          "Pbkdf2PasswordHash.KeySizeBytes", "64");

  private final Entities entities;
  private final Pbkdf2PasswordHash hash;
  private final Clock clock;
  private final String hashOfNobody;

  /** Creates the bean. */
  @Inject
  public Users(Entities entities, Pbkdf2PasswordHash hash, Clock clock) {
    this.entities = entities;
    this.hash = hash;
    this.clock = clock;
    hash.initialize(HASH_PARAMETERS);
    this.hashOfNobody = hash.generate(Secret.next("").toCharArray());
  }

  /**
   * Creates a user.
   *
   * @throws InvalidInput when the name is not accepted or the password is empty
   * @throws Conflict when there is a user of that name
   */
  public void create(String name, char[] password, Set<String> roles) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInput("name", name, "1 to 100 letters, digits and . _ @ -");
    }
    if (password.length == 0) {
      throw new InvalidInput("password", null, "at least one character");
    }
    String passwordHash = hash.generate(password);
    entities.inTransaction(
        em -> {
          if (em.find(StoredUser.class, name) != null) {
            throw new Conflict("There is a user of that name.");
          }
          em.persist(
              new StoredUser(
                  name, passwordHash, roles, clock.instant().truncatedTo(ChronoUnit.MICROS)));
          return name;
        });
  }

  /**
   * Returns the user of that name and password. A name that is not known takes as long as a wrong
   * password.
   *
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when that cannot be known now
   */
  public Optional<Caller> verify(String name, char[] password) {
    StoredUser user = entities.inTransaction(em -> em.find(StoredUser.class, name));
    boolean right = hash.verify(password, user == null ? hashOfNobody : user.passwordHash());
    return user != null && right ? Optional.of(user.caller()) : Optional.empty();
  }

  static boolean isAny(EntityManager em) {
    return !em.createQuery("SELECT u FROM StoredUser u", StoredUser.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
