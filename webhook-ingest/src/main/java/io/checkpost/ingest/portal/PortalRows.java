package io.checkpost.ingest.portal;

import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings settings and secrets that were checked into rows, sealed, and out of them again. Writes no
 * more than what differs: a secret sealed once more would look like another.
 */
final class PortalRows {

  private final KeysetInForce keyset;
  private final BlindIndex blindIndex;
  private final Settings settings;

  PortalRows(KeysetInForce keyset, Settings settings) {
    this.keyset = keyset;
    this.blindIndex = new BlindIndex(keyset);
    this.settings = settings;
  }

  StoredPortal insert(
      EntityManager em,
      @Nullable UUID parentId,
      String provider,
      PortalSettings accepted,
      String token,
      String signingSecret,
      Instant now) {
    StoredPortal stored = new StoredPortal(TimeOrderedId.next(now), provider, now);
    settle(stored, accepted);
    stored.signWith(seal(Secrets.SIGNING_SECRET, stored, signingSecret));
    em.persist(stored);
    em.persist(new StoredToken(Secrets.digest(token), stored.id(), now));
    if (parentId != null) {
      em.flush();
      putUnder(em, stored, parentId);
    }
    return stored;
  }

  /**
   * A statement of its own, for EclipseLink 4.0 cannot write a UUID that is null to PostgreSQL; and
   * in SQL, for one in JPQL would count up the version behind the entity's back.
   */
  static void putUnder(EntityManager em, StoredPortal stored, @Nullable UUID parentId) {
    if (parentId == null) {
      em.createNativeQuery("UPDATE portal SET parent_id = NULL WHERE id = ?")
          .setParameter(1, stored.id())
          .executeUpdate();
    } else {
      em.createNativeQuery("UPDATE portal SET parent_id = ? WHERE id = ?")
          .setParameter(1, parentId)
          .setParameter(2, stored.id())
          .executeUpdate();
    }
    stored.putUnder(parentId);
  }

  void settle(StoredPortal stored, PortalSettings accepted) {
    stored.rename(accepted.name());
    stored.readBy(CodeLists.write(accepted.codeLists()));
    stored.receiveFrom(SourceAddresses.write(accepted.sourceAddresses()));
    stored.beReachedAt(accepted.baseUrl());
    stored.readTimesIn(accepted.timeZone());
    stored.pause(accepted.paused());
    settleRelay(stored, accepted.relay());
    settleHeader(stored, accepted.header());
    settleClientId(stored, accepted.clientId());
  }

  private void settleRelay(StoredPortal stored, RelaySettings relay) {
    stored.relayTo(relay.url());
    stored.switchRelayOff(relay.off());
    stored.relayAs(relay.body(), relay.ordered());
    stored.relayOnly(relay.filter());
    if (!relayHeadersOf(stored).equals(relay.headers())) {
      stored.relayWith(
          relay.headers().isEmpty()
              ? null
              : seal(Secrets.RELAY_HEADERS, stored, RelayHeaders.write(relay.headers())));
    }
  }

  private void settleHeader(StoredPortal stored, @Nullable RequiredHeader header) {
    if (Objects.equals(headerOf(stored), header)) {
      return;
    }
    if (header == null) {
      stored.requireHeader(null, null);
    } else {
      stored.requireHeader(header.name(), sealedValue(stored, header));
    }
  }

  /** What was learned stays where nobody pins anything. */
  private void settleClientId(StoredPortal stored, @Nullable String pinned) {
    if (pinned != null) {
      if (!stored.isClientIdPinned() || !pinned.equals(clientIdOf(stored))) {
        stored.pinClientId(
            seal(Secrets.CLIENT_ID, stored, pinned),
            blindIndex.ofClientId(stored.provider(), pinned));
      }
    } else if (stored.isClientIdPinned()) {
      stored.unpinClientId();
    }
  }

  @Nullable String clientIdOf(StoredPortal stored) {
    byte[] sealed = stored.sealedClientId();
    return sealed == null ? null : keyset.get().open(Secrets.CLIENT_ID, stored.id(), sealed);
  }

  PortalSettings settingsOf(StoredPortal stored) {
    return new PortalSettings(
        stored.name(),
        new RelaySettings(
            stored.relayUrl(),
            stored.isRelayOff(),
            stored.relayBody(),
            stored.isRelayOrdered(),
            relayHeadersOf(stored),
            stored.relayFilter()),
        headerOf(stored),
        CodeLists.names(stored.codeLists()),
        SourceAddresses.read(stored.sourceAddresses()),
        stored.baseUrl(),
        stored.timeZone(),
        stored.isClientIdPinned() ? clientIdOf(stored) : null,
        stored.isPaused());
  }

  @Nullable RequiredHeader headerOf(StoredPortal stored) {
    String name = stored.headerName();
    byte[] sealed = stored.sealedHeaderValue();
    return name == null || sealed == null
        ? null
        : new RequiredHeader(name, keyset.get().open(Secrets.HEADER_VALUE, stored.id(), sealed));
  }

  private Map<String, String> relayHeadersOf(StoredPortal stored) {
    byte[] sealed = stored.sealedRelayHeaders();
    return sealed == null
        ? Map.of()
        : RelayHeaders.read(keyset.get().open(Secrets.RELAY_HEADERS, stored.id(), sealed));
  }

  List<String> relayHeaderNames(StoredPortal stored) {
    return List.copyOf(relayHeadersOf(stored).keySet());
  }

  String signingSecretOf(StoredPortal stored) {
    return keyset.get().open(Secrets.SIGNING_SECRET, stored.id(), stored.sealedSigningSecret());
  }

  void rotateHeader(StoredPortal stored, RequiredHeader header, Instant now) {
    stored.rotateHeader(
        header.name(), sealedValue(stored, header), now.plus(settings.headerGrace()));
  }

  void rotateSigningSecret(StoredPortal stored, String secret, Instant now) {
    stored.rotateSigningSecret(
        seal(Secrets.SIGNING_SECRET, stored, secret), now.plus(settings.secretGrace()));
  }

  /** Makes a token the one in force; others work on for the grace that the settings give. */
  void rotateToken(EntityManager em, StoredPortal stored, String token, Instant now) {
    byte[] digest = Secrets.digest(token);
    boolean known = false;
    for (StoredToken each : tokensOf(em, stored.id())) {
      if (each.hasDigest(digest)) {
        known = true;
        each.expire(null);
      } else {
        retire(em, each, now);
      }
    }
    if (!known) {
      em.persist(new StoredToken(digest, stored.id(), now));
    }
  }

  private void retire(EntityManager em, StoredToken token, Instant now) {
    Instant expiresAt = token.expiresAt();
    if (expiresAt == null) {
      token.expire(now.plus(settings.tokenGrace()));
    } else if (!expiresAt.isAfter(now)) {
      em.remove(token);
    }
  }

  /** Tells whether a token is the only one of a portal that works without an end. */
  static boolean isInForce(EntityManager em, StoredPortal stored, String token) {
    byte[] digest = Secrets.digest(token);
    List<StoredToken> endless =
        tokensOf(em, stored.id()).stream().filter(each -> each.expiresAt() == null).toList();
    return endless.size() == 1 && endless.get(0).hasDigest(digest);
  }

  private static List<StoredToken> tokensOf(EntityManager em, UUID portalId) {
    return em.createQuery(
            "SELECT t FROM StoredToken t WHERE t.portalId = :portal", StoredToken.class)
        .setParameter("portal", portalId)
        .getResultList();
  }

  private byte[] sealedValue(StoredPortal stored, RequiredHeader header) {
    return seal(Secrets.HEADER_VALUE, stored, header.value());
  }

  private byte[] seal(String purpose, StoredPortal stored, String secret) {
    return keyset.get().seal(purpose, stored.id(), secret);
  }
}
