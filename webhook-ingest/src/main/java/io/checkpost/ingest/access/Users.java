package io.checkpost.ingest.access;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The users of the pages. Safe for use by many threads. Setting and verifying a password takes a
 * good part of a second of one processor, on purpose.
 *
 * <p>There is always an administrator: who would take the last one away is refused.
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
   * Makes a user.
   *
   * @param password the password; null to have one made
   * @throws InvalidInput when the name is not accepted, or the password is too short or too long
   * @throws Conflict when there is a user of that name
   */
  public WithPassword create(String name, Role role, @Nullable String password) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInput("name", name, "1 to 100 letters, digits and . _ @ -");
    }
    return add(
        name, role, password == null ? NewPassword.generated() : NewPassword.given(password));
  }

  /**
   * Makes a user with whatever password: that of the settings is the administrator's own affair.
   */
  WithPassword add(String name, Role role, NewPassword password) {
    String passwordHash = hash.generate(password.value().toCharArray());
    return entities.inTransaction(
        em -> {
          if (em.find(StoredUser.class, name) != null) {
            throw new Conflict("There is a user of that name.");
          }
          StoredUser user =
              new StoredUser(
                  name, passwordHash, role, clock.instant().truncatedTo(ChronoUnit.MICROS));
          em.persist(user);
          return new WithPassword(user.user(), password.toTell());
        });
  }

  /** Returns all users by name: they are few. */
  public List<User> list() {
    return entities.inTransaction(
        em ->
            em.createQuery("SELECT u FROM StoredUser u ORDER BY u.name", StoredUser.class)
                .getResultStream()
                .map(StoredUser::user)
                .toList());
  }

  /** Returns a user; empty when there is none of that name. */
  public Optional<User> find(String name) {
    return entities.inTransaction(
        em -> Optional.ofNullable(em.find(StoredUser.class, name)).map(StoredUser::user));
  }

  /**
   * Changes a user. Sessions notice: another role holds from the next page on, another password
   * ends them.
   *
   * @return the user as it is now; empty when there is none of that name
   * @throws Conflict when there would be no administrator left
   */
  public Optional<WithPassword> change(String name, UserChange change) {
    NewPassword password = change.password();
    String passwordHash = password == null ? null : hash.generate(password.value().toCharArray());
    return entities.inTransaction(
        em -> {
          List<StoredUser> administrators = lockAdministrators(em);
          StoredUser user = em.find(StoredUser.class, name, LockModeType.PESSIMISTIC_WRITE);
          if (user == null) {
            return Optional.empty();
          }
          Role role = change.role();
          if (role != null && role != Role.ADMINISTRATOR) {
            keepAnAdministratorBeside(user, administrators);
          }
          apply(user, change, passwordHash);
          return Optional.of(
              new WithPassword(
                  user.user(), Optional.ofNullable(password).flatMap(NewPassword::toTell)));
        });
  }

  /**
   * Gives a user another password who knows the present one. All sessions end but the one that is
   * begun with what this returns.
   *
   * @return the user, signed in with the new password; empty when the present one is another
   * @throws InvalidInput when the new password is too short or too long
   */
  public Optional<SignedIn> changePassword(String name, String present, String password) {
    UserChange change = UserChange.none().withPassword(password);
    if (verify(name, present.toCharArray()).isEmpty()) {
      return Optional.empty();
    }
    change(name, change);
    return verify(name, password.toCharArray());
  }

  private static void apply(StoredUser user, UserChange change, @Nullable String passwordHash) {
    Role role = change.role();
    if (role != null) {
      user.give(role);
    }
    if (passwordHash != null) {
      user.setPasswordHash(passwordHash);
    }
    Preferences preferences = change.preferences();
    if (preferences != null) {
      user.prefer(preferences);
    }
  }

  /**
   * Removes a user, whose sessions end with that.
   *
   * @return whether there was one of that name
   * @throws Conflict when there would be no administrator left
   */
  public boolean remove(String name) {
    return entities.inTransaction(
        em -> {
          List<StoredUser> administrators = lockAdministrators(em);
          StoredUser user = em.find(StoredUser.class, name, LockModeType.PESSIMISTIC_WRITE);
          if (user == null) {
            return false;
          }
          keepAnAdministratorBeside(user, administrators);
          em.remove(user);
          return true;
        });
  }

  /** Two administrators who take each other's role at once wait for one another here. */
  private static List<StoredUser> lockAdministrators(EntityManager em) {
    return em.createQuery(
            "SELECT u FROM StoredUser u WHERE u.roles = :role ORDER BY u.name", StoredUser.class)
        .setParameter("role", Role.ADMINISTRATOR.code())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  private static void keepAnAdministratorBeside(StoredUser user, List<StoredUser> administrators) {
    if (administrators.size() == 1 && administrators.contains(user)) {
      throw new Conflict(
          "This is the last administrator. Make somebody else an administrator first.");
    }
  }

  /**
   * Returns the user of that name and password. A name that is not known takes as long as a wrong
   * password.
   *
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when that cannot be known now
   */
  public Optional<SignedIn> verify(String name, char[] password) {
    StoredUser user = entities.inTransaction(em -> em.find(StoredUser.class, name));
    boolean right = hash.verify(password, user == null ? hashOfNobody : user.passwordHash());
    return user != null && right ? Optional.of(user.signedIn()) : Optional.empty();
  }

  /**
   * Returns who somebody is now who signed in before, and how they want to read; empty when the
   * user is gone, or has another password.
   *
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when that cannot be known now
   */
  public Optional<SignedIn> current(SignedIn before) {
    return entities
        .inTransaction(em -> Optional.ofNullable(em.find(StoredUser.class, before.caller().name())))
        .map(StoredUser::signedIn)
        .filter(now -> now.passwordMark().equals(before.passwordMark()));
  }

  static boolean isAny(EntityManager em) {
    return !em.createQuery("SELECT u FROM StoredUser u", StoredUser.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
