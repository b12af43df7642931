package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.audit.AuditLog;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The portals, as people and the management API see and change them. Safe for use by many threads;
 * each call is a transaction of its own unless its thread is in one. Every call throws {@link
 * io.checkpost.ingest.database.DatabaseUnavailable} when the database cannot be asked.
 *
 * <p>What was changed holds for this node's {@link PortalDirectory} at once and for other nodes'
 * within a second.
 */
@ApplicationSingleton
public final class Portals {

  private final Entities entities;
  private final Providers providers;
  private final PortalRules rules;
  private final PortalRows rows;
  private final ShownPortals shown;
  private final Clock clock;
  private final PortalDirectory directory;
  private final AuditLog audit;

  /** Creates the bean. */
  @Inject
  public Portals(
      Entities entities,
      Providers providers,
      KeysetInForce keyset,
      Settings settings,
      Clock clock,
      PortalDirectory directory,
      AuditLog audit) {
    this.entities = entities;
    this.providers = providers;
    this.rules = new PortalRules(settings);
    this.rows = new PortalRows(keyset, settings);
    this.shown = new ShownPortals(rows, clock);
    this.clock = clock;
    this.directory = directory;
    this.audit = audit;
  }

  /**
   * Makes a portal.
   *
   * @param parentId the portal above it; null at the top of a tree
   * @return the portal with its token and signing secret, which are never shown again
   * @throws InvalidInput when the provider is not deployed, the parent does not exist, is archived,
   *     of another provider or too deep in its tree, or a setting is not accepted
   */
  public NewPortal create(String provider, @Nullable PortalId parentId, PortalSettings given) {
    PortalSettings accepted = rules.check(given, providers.required(provider));
    String token = Secrets.newToken();
    String signingSecret = Secrets.newSigningSecret();
    Portal portal =
        entities.inTransaction(
            em -> {
              if (parentId != null) {
                PortalTree.locked(em).checkParent(parentId.value(), provider, null);
              }
              StoredPortal stored =
                  rows.insert(
                      em,
                      parentId == null ? null : parentId.value(),
                      provider,
                      accepted,
                      token,
                      signingSecret,
                      now());
              Portal made = shown.of(em, stored);
              audit.record(
                  em, PortalAudit.entry("portal.made", made.id(), Map.of(), fields(stored)));
              return made;
            });
    IntakePath intake = IntakePath.of(provider, token, portal.baseUrl());
    return new NewPortal(portal, intake.path(), intake.url(), signingSecret);
  }

  /**
   * Returns portals that are not archived, newest first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before; null for the first page
   * @throws InvalidInput when the cursor is none
   */
  public Page<Portal> list(int limit, @Nullable String cursor) {
    return list(PortalFilter.EVERYTHING, limit, cursor);
  }

  /**
   * Returns portals that a filter leaves, newest first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before, with the same filter; null for the first
   * @throws InvalidInput when the cursor is none
   */
  public Page<Portal> list(PortalFilter filter, int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? null : Cursor.of(cursor);
    return entities.inTransaction(
        em -> {
          Page<StoredPortal> page = PortalQuery.older(em, filter, limit, after);
          RelayUrls relayUrls = RelayUrls.of(em, page.items());
          return page.map(stored -> shown.of(stored, relayUrls));
        });
  }

  /** Returns a portal, archived or not. */
  public Optional<Portal> find(PortalId id) {
    return entities.inTransaction(
        em ->
            Optional.ofNullable(em.find(StoredPortal.class, id.value()))
                .map(stored -> shown.of(em, stored)));
  }

  /** Returns the names of those of the given portals that exist, archived or not. */
  public Map<PortalId, String> names(Collection<PortalId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Set<UUID> wanted = ids.stream().map(PortalId::value).collect(Collectors.toSet());
    return entities.inTransaction(
        em -> {
          Map<PortalId, String> names = new HashMap<>();
          em.createQuery("SELECT p FROM StoredPortal p WHERE p.id IN :ids", StoredPortal.class)
              .setParameter("ids", wanted)
              .getResultList()
              .forEach(portal -> names.put(new PortalId(portal.id()), portal.name()));
          return names;
        });
  }

  /**
   * Tells what would not be accepted of a new portal's settings: all of it, where {@link #create}
   * throws the first.
   *
   * @throws InvalidInput when the provider is not deployed
   */
  public List<InvalidInput> faults(String provider, PortalSettings given) {
    return rules.faults(given, providers.required(provider));
  }

  /** Tells what would not be accepted of a change; nothing where there is no such portal. */
  public List<InvalidInput> faults(PortalId id, UnaryOperator<PortalSettings> change) {
    return entities.inTransaction(
        em -> {
          StoredPortal stored = em.find(StoredPortal.class, id.value());
          return stored == null
              ? List.of()
              : faults(stored.provider(), change.apply(rows.settingsOf(stored)));
        });
  }

  /**
   * Changes a portal.
   *
   * @param change gets the settings in force and returns those that shall be
   * @return the portal as it is now; empty when there is none
   * @throws InvalidInput when a setting is not accepted
   * @throws Conflict when the portal is archived, or was changed by somebody else meanwhile
   */
  public Optional<Portal> patch(PortalId id, UnaryOperator<PortalSettings> change) {
    return write(id, "portal.changed", (em, stored) -> changed(em, stored, change));
  }

  /**
   * Changes a portal and moves it, with everything below it.
   *
   * @return the portal as it is now; empty when there is none
   * @throws InvalidInput when a setting is not accepted, or the portal may not stand there
   * @throws Conflict when the portal is archived, or was changed by somebody else meanwhile
   */
  public Optional<Portal> patch(PortalId id, NewPlace place, UnaryOperator<PortalSettings> change) {
    UUID parentId = place.parentId() == null ? null : place.parentId().value();
    Optional<Portal> moved =
        entities.inTransaction(
            em -> {
              PortalTree tree = PortalTree.locked(em);
              return written(
                  em,
                  id,
                  "portal.changed",
                  stored -> {
                    if (parentId != null) {
                      tree.checkParent(parentId, stored.provider(), stored.id());
                    }
                    PortalRows.putUnder(em, stored, parentId);
                    return changed(em, stored, change);
                  });
            });
    directory.forget();
    return moved;
  }

  private Portal changed(
      EntityManager em, StoredPortal stored, UnaryOperator<PortalSettings> change) {
    PortalSettings wanted = change.apply(rows.settingsOf(stored));
    rows.settle(stored, rules.check(wanted, providers.required(stored.provider())));
    em.flush();
    return shown.of(em, stored);
  }

  /**
   * Archives a portal: its URL stops working, its messages stay. A portal that is archived already
   * stays as it is.
   *
   * @return the portal; empty when there is none
   * @throws Conflict while it has children that are not archived
   */
  public Optional<Portal> archive(PortalId id) {
    Optional<Portal> archived =
        entities.inTransaction(
            em -> {
              StoredPortal stored = locked(em, id);
              if (stored == null) {
                return Optional.empty();
              }
              if (!stored.isArchived()) {
                checkChildless(em, stored);
                Map<String, String> before = fields(stored);
                stored.archive(now());
                audit.record(em, PortalAudit.entry("portal.archived", id, before, fields(stored)));
              }
              return Optional.of(shown.of(em, stored));
            });
    directory.forget();
    return archived;
  }

  private static void checkChildless(EntityManager em, StoredPortal stored) {
    boolean childless =
        em.createQuery(
                "SELECT c FROM StoredPortal c WHERE c.parentId = :id AND c.archivedAt IS NULL",
                StoredPortal.class)
            .setParameter("id", stored.id())
            .setMaxResults(1)
            .getResultList()
            .isEmpty();
    if (!childless) {
      throw new Conflict("The portal has children that are not archived; archive them first.");
    }
  }

  /**
   * Gives a portal a new token. The one in force works on for as long as the setting {@code
   * checkpost.portal.token-grace} says.
   *
   * @return where it receives with the new token, never shown again; empty when there is no such
   *     portal
   * @throws Conflict when the portal is archived
   */
  public Optional<IntakePath> rotateToken(PortalId id) {
    String token = Secrets.newToken();
    return write(
        id,
        "portal.token-rotated",
        (em, stored) -> {
          rows.rotateToken(em, stored, token, now());
          return IntakePath.of(stored.provider(), token, stored.baseUrl());
        });
  }

  /**
   * Gives a portal a new signing secret. The one in force signs as well for as long as the setting
   * {@code checkpost.portal.secret-grace} says; one that was rotated before no longer does.
   *
   * @return the secret, never shown again; empty when there is no such portal
   * @throws Conflict when the portal is archived
   */
  public Optional<String> rotateSigningSecret(PortalId id) {
    String secret = Secrets.newSigningSecret();
    return write(
        id,
        "portal.signing-secret-rotated",
        (em, stored) -> {
          rows.rotateSigningSecret(stored, secret, now());
          return secret;
        });
  }

  /**
   * Demands another value of senders, under another name or the same. What was demanded is taken as
   * well for as long as the setting {@code checkpost.portal.header-grace} says; what was rotated
   * before no longer is.
   *
   * @param name the header's name; null for the one it has
   * @return the portal as it is now; empty when there is none
   * @throws InvalidInput when name or value is not accepted
   * @throws Conflict when the portal is archived
   */
  public Optional<Portal> rotateHeader(PortalId id, @Nullable String name, String value) {
    HeaderRules.checkValue("value", value);
    return write(
        id,
        "portal.header-rotated",
        (em, stored) -> {
          String newName = name == null ? stored.headerName() : name;
          if (newName == null) {
            throw new InvalidInput("name", null, "a name, for this portal demands no header yet");
          }
          HeaderRules.checkName("name", newName);
          rows.rotateHeader(stored, new RequiredHeader(newName, value), now());
          em.flush();
          return shown.of(em, stored);
        });
  }

  @FunctionalInterface
  private interface Write<T> {
    T to(EntityManager em, StoredPortal stored);
  }

  private <T> Optional<T> write(PortalId id, String action, Write<T> write) {
    Optional<T> written =
        entities.inTransaction(em -> written(em, id, action, stored -> write.to(em, stored)));
    directory.forget();
    return written;
  }

  private <T> Optional<T> written(
      EntityManager em, PortalId id, String action, Function<StoredPortal, T> write) {
    StoredPortal stored = locked(em, id);
    if (stored == null) {
      return Optional.empty();
    }
    if (stored.isArchived()) {
      throw new Conflict("The portal is archived.");
    }
    Map<String, String> before = fields(stored);
    T result = write.apply(stored);
    audit.record(em, PortalAudit.entry(action, id, before, fields(stored)));
    return Optional.of(result);
  }

  private Map<String, String> fields(StoredPortal stored) {
    return PortalAudit.fields(stored, rows.settingsOf(stored));
  }

  private static @Nullable StoredPortal locked(EntityManager em, PortalId id) {
    return em.find(StoredPortal.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
  }

  /** The databases keep whole microseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
