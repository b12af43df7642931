package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
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
  private final KeysetInForce keyset;
  private final Settings settings;
  private final Clock clock;
  private final PortalDirectory directory;

  /** Creates the bean. */
  @Inject
  public Portals(
      Entities entities,
      Providers providers,
      KeysetInForce keyset,
      Settings settings,
      Clock clock,
      PortalDirectory directory) {
    this.entities = entities;
    this.providers = providers;
    this.keyset = keyset;
    this.settings = settings;
    this.clock = clock;
    this.directory = directory;
  }

  /**
   * Makes a portal.
   *
   * @param parentId the portal above it; null at the top of a tree
   * @return the portal with its token and signing secret, which are never shown again
   * @throws InvalidInput when the provider is not deployed, the parent does not exist, is archived
   *     or of another provider, or a setting is not accepted
   */
  public NewPortal create(String provider, @Nullable PortalId parentId, PortalSettings given) {
    WebhookProvider deployed = deployed(provider);
    PortalSettings accepted = PortalRules.check(given, deployed);
    String token = Secrets.newToken();
    String signingSecret = Secrets.newSigningSecret();
    Portal portal =
        entities.inTransaction(
            em -> {
              checkParent(em, parentId, provider);
              Instant now = now();
              UUID id = TimeOrderedId.next(now);
              StoredPortal stored =
                  new StoredPortal(id, parentId == null ? null : parentId.value(), provider, now);
              settle(stored, accepted);
              stored.signWith(keyset.get().seal(Secrets.SIGNING_SECRET, id, signingSecret));
              em.persist(stored);
              putUnder(em, stored);
              em.persist(new StoredToken(Secrets.digest(token), id, now));
              return shown(em, stored);
            });
    return new NewPortal(portal, intakePath(provider, token), signingSecret);
  }

  private WebhookProvider deployed(String provider) {
    return providers
        .find(provider)
        .orElseThrow(() -> new InvalidInput("provider", provider, "one of " + namesOfProviders()));
  }

  private String namesOfProviders() {
    return providers.all().stream().map(WebhookProvider::name).collect(Collectors.joining(", "));
  }

  /** Locks the parent, so that it is not archived while it gets a child. */
  private static void checkParent(EntityManager em, @Nullable PortalId parentId, String provider) {
    if (parentId == null) {
      return;
    }
    StoredPortal parent =
        em.find(StoredPortal.class, parentId.value(), LockModeType.PESSIMISTIC_WRITE);
    if (parent == null || parent.isArchived() || !parent.provider().equals(provider)) {
      throw new InvalidInput(
          "parentId",
          parentId.toString(),
          "the id of a portal of " + provider + " that is not archived");
    }
  }

  /** A statement of its own: EclipseLink 4.0 cannot write a UUID that is null to PostgreSQL. */
  private static void putUnder(EntityManager em, StoredPortal stored) {
    UUID parentId = stored.parentId();
    if (parentId != null) {
      em.createQuery("UPDATE StoredPortal p SET p.parentId = :parent WHERE p.id = :id")
          .setParameter("parent", parentId)
          .setParameter("id", stored.id())
          .executeUpdate();
    }
  }

  private void settle(StoredPortal stored, PortalSettings accepted) {
    stored.rename(accepted.name());
    stored.relayTo(accepted.relayUrl());
    stored.readBy(CodeLists.write(accepted.codeLists()));
    stored.receiveFrom(SourceAddresses.write(accepted.sourceAddresses()));
    stored.pause(accepted.paused());
    RequiredHeader header = accepted.header();
    if (header == null) {
      stored.requireNoHeader();
    } else {
      stored.requireHeader(
          header.name(), keyset.get().seal(Secrets.HEADER_VALUE, stored.id(), header.value()));
    }
  }

  /**
   * Returns portals that are not archived, newest first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before; null for the first page
   * @throws InvalidInput when the cursor is none
   */
  public Page<Portal> list(int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? null : Cursor.of(cursor);
    return entities.inTransaction(
        em -> {
          Page<StoredPortal> page =
              Page.of(
                  page(em, limit, after),
                  limit,
                  last -> new Cursor(last.createdAt(), last.id()).toString());
          RelayUrls relayUrls = RelayUrls.of(em, page.items());
          return page.map(stored -> shown(stored, relayUrls));
        });
  }

  private static List<StoredPortal> page(EntityManager em, int limit, @Nullable Cursor after) {
    String where =
        after == null ? "" : " AND p.createdAt <= :at AND (p.createdAt < :at OR p.id < :id)";
    TypedQuery<StoredPortal> query =
        em.createQuery(
            "SELECT p FROM StoredPortal p WHERE p.archivedAt IS NULL"
                + where
                + " ORDER BY p.createdAt DESC, p.id DESC",
            StoredPortal.class);
    if (after != null) {
      query.setParameter("at", after.at()).setParameter("id", after.id());
    }
    return query.setMaxResults(limit + 1).getResultList();
  }

  /** Returns a portal, archived or not. */
  public Optional<Portal> find(PortalId id) {
    return entities.inTransaction(
        em ->
            Optional.ofNullable(em.find(StoredPortal.class, id.value()))
                .map(stored -> shown(em, stored)));
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
   * Changes a portal.
   *
   * @param change gets the settings in force and returns those that shall be
   * @return the portal as it is now; empty when there is none
   * @throws InvalidInput when a setting is not accepted
   * @throws Conflict when the portal is archived, or was changed by somebody else meanwhile
   */
  public Optional<Portal> patch(PortalId id, UnaryOperator<PortalSettings> change) {
    return write(
        id,
        (em, stored) -> {
          PortalSettings wanted = change.apply(settingsOf(stored));
          settle(stored, PortalRules.check(wanted, deployed(stored.provider())));
          em.flush();
          return shown(em, stored);
        });
  }

  private PortalSettings settingsOf(StoredPortal stored) {
    return new PortalSettings(
        stored.name(),
        stored.relayUrl(),
        headerOf(stored),
        CodeLists.names(stored.codeLists()),
        SourceAddresses.read(stored.sourceAddresses()),
        stored.isPaused());
  }

  private @Nullable RequiredHeader headerOf(StoredPortal stored) {
    String name = stored.headerName();
    byte[] sealed = stored.sealedHeaderValue();
    return name == null || sealed == null
        ? null
        : new RequiredHeader(name, keyset.get().open(Secrets.HEADER_VALUE, stored.id(), sealed));
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
                stored.archive(now());
              }
              return Optional.of(shown(em, stored));
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
   * @return the path with the new token, never shown again; empty when there is no such portal
   * @throws Conflict when the portal is archived
   */
  public Optional<String> rotateToken(PortalId id) {
    String token = Secrets.newToken();
    return write(
        id,
        (em, stored) -> {
          Instant now = now();
          retireTokens(em, stored.id(), now);
          em.persist(new StoredToken(Secrets.digest(token), stored.id(), now));
          return intakePath(stored.provider(), token);
        });
  }

  private void retireTokens(EntityManager em, UUID portalId, Instant now) {
    List<StoredToken> tokens =
        em.createQuery("SELECT t FROM StoredToken t WHERE t.portalId = :portal", StoredToken.class)
            .setParameter("portal", portalId)
            .getResultList();
    for (StoredToken token : tokens) {
      Instant expiresAt = token.expiresAt();
      if (expiresAt == null) {
        token.expire(now.plus(settings.tokenGrace()));
      } else if (!expiresAt.isAfter(now)) {
        em.remove(token);
      }
    }
  }

  /**
   * Gives a portal a new signing secret; the old one is gone.
   *
   * @return the secret, never shown again; empty when there is no such portal
   * @throws Conflict when the portal is archived
   */
  public Optional<String> rotateSigningSecret(PortalId id) {
    String secret = Secrets.newSigningSecret();
    return write(
        id,
        (em, stored) -> {
          stored.signWith(keyset.get().seal(Secrets.SIGNING_SECRET, stored.id(), secret));
          return secret;
        });
  }

  @FunctionalInterface
  private interface Write<T> {
    T to(EntityManager em, StoredPortal stored);
  }

  private <T> Optional<T> write(PortalId id, Write<T> write) {
    Optional<T> written =
        entities.inTransaction(
            em -> {
              StoredPortal stored = locked(em, id);
              if (stored == null) {
                return Optional.empty();
              }
              if (stored.isArchived()) {
                throw new Conflict("The portal is archived.");
              }
              return Optional.of(write.to(em, stored));
            });
    directory.forget();
    return written;
  }

  private static @Nullable StoredPortal locked(EntityManager em, PortalId id) {
    return em.find(StoredPortal.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
  }

  private static Portal shown(EntityManager em, StoredPortal stored) {
    return shown(stored, RelayUrls.of(em, List.of(stored)));
  }

  private static Portal shown(StoredPortal stored, RelayUrls relayUrls) {
    UUID parentId = stored.parentId();
    return new Portal(
        new PortalId(stored.id()),
        parentId == null ? null : new PortalId(parentId),
        stored.provider(),
        stored.name(),
        stored.relayUrl(),
        relayUrls.effective(stored),
        stored.headerName(),
        CodeLists.byType(stored.codeLists()),
        SourceAddresses.read(stored.sourceAddresses()),
        stored.isPaused(),
        stored.createdAt(),
        stored.archivedAt());
  }

  private static String intakePath(String provider, String token) {
    return "/hooks/" + provider + "/" + token;
  }

  /** The databases keep whole microseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
