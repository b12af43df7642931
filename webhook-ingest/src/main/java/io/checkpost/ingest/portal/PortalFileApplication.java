package io.checkpost.ingest.portal;

import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One transaction in which portals become what a file says, parents before their children. */
final class PortalFileApplication {

  private static final int UUID_LENGTH = 36;

  private final EntityManager em;
  private final PortalTree tree;
  private final Providers providers;
  private final PortalRules rules;
  private final PortalRows rows;
  private final Instant now;
  private final Map<String, FilePortal> wanted = new LinkedHashMap<>();
  private final Map<String, StoredPortal> stored = new HashMap<>();
  private final Set<String> done = new HashSet<>();

  private final List<String> created = new ArrayList<>();
  private final List<PortalFileDiff.Changed> changed = new ArrayList<>();
  private final List<String> unchanged = new ArrayList<>();
  private final List<String> archived = new ArrayList<>();

  PortalFileApplication(
      EntityManager em,
      Providers providers,
      PortalRules rules,
      PortalRows rows,
      Instant now,
      List<FilePortal> portals) {
    this.em = em;
    this.tree = PortalTree.locked(em);
    this.providers = providers;
    this.rules = rules;
    this.rows = rows;
    this.now = now;
    portals.forEach(portal -> wanted.put(portal.key(), portal));
  }

  /**
   * Does it.
   *
   * @throws InvalidInput naming a member by its path in the document
   */
  PortalFileDiff run() {
    em.createQuery("SELECT p FROM StoredPortal p WHERE p.fileKey IS NOT NULL", StoredPortal.class)
        .getResultList()
        .forEach(portal -> stored.put(portal.fileKey(), portal));
    checkTokens();
    wanted.values().forEach(portal -> settle(portal, new HashSet<>()));
    return new PortalFileDiff(created, changed, unchanged, archived, left());
  }

  private List<String> left() {
    return stored.entrySet().stream()
        .filter(each -> !wanted.containsKey(each.getKey()) && !each.getValue().isArchived())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private void checkTokens() {
    Set<String> tokens = new HashSet<>();
    for (FilePortal portal : wanted.values()) {
      String token = portal.token();
      if (token != null && (!tokens.add(token) || isAnothers(portal, token))) {
        throw new InvalidInput(
            FilePortal.path(portal.key()) + ".token", null, "a token that no other portal has");
      }
    }
  }

  private boolean isAnothers(FilePortal portal, String token) {
    StoredToken known = em.find(StoredToken.class, Secrets.digest(token));
    StoredPortal own = find(portal.key());
    return known != null && (own == null || !known.portalId().equals(own.id()));
  }

  /**
   * Settles the portals above it first.
   *
   * @param below the keys of those that wait for this one
   */
  private void settle(FilePortal portal, Set<String> below) {
    if (done.contains(portal.key())) {
      return;
    }
    below.add(portal.key());
    UUID parentId = settledParent(portal, below);
    StoredPortal existing = find(portal.key());
    withPath(
        portal,
        () -> {
          if (existing == null) {
            create(portal, parentId);
          } else if (existing.isArchived()) {
            archived.add(portal.key());
          } else {
            change(portal, existing, parentId);
          }
        });
    done.add(portal.key());
  }

  private @Nullable UUID settledParent(FilePortal portal, Set<String> below) {
    String parentKey = portal.parentKey();
    if (parentKey == null) {
      return null;
    }
    String member = FilePortal.path(portal.key()) + ".parent";
    FilePortal parent = wanted.get(parentKey);
    if (parent == null) {
      throw new InvalidInput(member, parentKey, "the key of a portal in this file");
    }
    if (below.contains(parentKey)) {
      throw new InvalidInput(
          member,
          parentKey,
          "a portal that is neither this one nor below it, which would be a cycle");
    }
    if (below.size() == PortalTree.DEEPEST) {
      throw new InvalidInput(member, parentKey, "no more than " + below.size() + " in a row");
    }
    settle(parent, below);
    return Objects.requireNonNull(find(parentKey), "a parent was settled and is not there").id();
  }

  /** A portal that never was in a file can be named by its id. */
  private @Nullable StoredPortal find(String key) {
    StoredPortal known = stored.get(key);
    if (known != null || key.length() != UUID_LENGTH) {
      return known;
    }
    StoredPortal byId = em.find(StoredPortal.class, uuid(key));
    return byId == null || byId.fileKey() != null ? null : byId;
  }

  private static UUID uuid(String key) {
    try {
      return UUID.fromString(key);
    } catch (IllegalArgumentException e) {
      return new UUID(0, 0);
    }
  }

  /** The rules know the names of members, and not where in the document they stand. */
  private static void withPath(FilePortal portal, Runnable work) {
    try {
      work.run();
    } catch (InvalidInput e) {
      String path = FilePortal.path(portal.key()) + ".";
      String member = e.field().equals("parentId") ? "parent" : e.field();
      throw member.startsWith(path) ? e : new InvalidInput(path + member, e.given(), e.accepted());
    }
  }

  private void create(FilePortal portal, @Nullable UUID parentId) {
    WebhookProvider provider = providers.required(portal.provider());
    PortalSettings settings =
        rules.check(GivenSettings.over(PortalSettings.named(""), portal.members()), provider);
    if (parentId != null) {
      tree.checkParent(parentId, portal.provider(), null);
    }
    StoredPortal made =
        rows.insert(
            em,
            parentId,
            portal.provider(),
            settings,
            portal.token() == null ? Secrets.newToken() : portal.token(),
            portal.signingSecret() == null ? Secrets.newSigningSecret() : portal.signingSecret(),
            now);
    made.beKnownInTheFileAs(portal.key());
    stored.put(portal.key(), made);
    created.add(portal.key());
  }

  private void change(FilePortal portal, StoredPortal existing, @Nullable UUID parentId) {
    if (!existing.provider().equals(portal.provider())) {
      throw new InvalidInput(
          "provider",
          portal.provider(),
          existing.provider() + ", for a portal stays with its provider");
    }
    if (differences(portal, existing, settings(portal, existing), parentId).isEmpty()) {
      unchanged.add(portal.key());
    } else {
      em.refresh(existing, LockModeType.PESSIMISTIC_WRITE);
      carryOut(portal, existing, parentId);
    }
  }

  private void carryOut(FilePortal portal, StoredPortal existing, @Nullable UUID parentId) {
    PortalSettings settings = settings(portal, existing);
    List<String> differences = differences(portal, existing, settings, parentId);
    if (differences.contains("parent")) {
      if (parentId != null) {
        tree.checkParent(parentId, existing.provider(), existing.id());
      }
      PortalRows.putUnder(em, existing, parentId);
    }
    if (differences.contains("header") && settings.header() != null) {
      rows.rotateHeader(existing, settings.header(), now);
    }
    rows.settle(existing, settings);
    if (differences.contains("token") && portal.token() != null) {
      rows.rotateToken(em, existing, portal.token(), now);
    }
    if (differences.contains("signingSecret") && portal.signingSecret() != null) {
      rows.rotateSigningSecret(existing, portal.signingSecret(), now);
    }
    existing.beKnownInTheFileAs(portal.key());
    stored.put(portal.key(), existing);
    changed.add(new PortalFileDiff.Changed(portal.key(), differences));
  }

  /** What the file does not name is as if nobody had ever set it, but for what it cannot know. */
  private PortalSettings settings(FilePortal portal, StoredPortal existing) {
    PortalSettings before = rows.settingsOf(existing);
    PortalSettings base =
        PortalSettings.named(before.name())
            .withPaused(before.paused())
            .withClientId(before.clientId());
    if (portal.members().has("header")) {
      base = base.withHeader(before.header());
    }
    return rules.check(
        GivenSettings.over(base, portal.members()), providers.required(existing.provider()));
  }

  private List<String> differences(
      FilePortal portal, StoredPortal existing, PortalSettings settings, @Nullable UUID parentId) {
    List<String> fields = settings.differencesFrom(rows.settingsOf(existing));
    if (!Objects.equals(parentId, existing.parentId())) {
      fields.add("parent");
    }
    if (portal.token() != null && !PortalRows.isInForce(em, existing, portal.token())) {
      fields.add("token");
    }
    if (portal.signingSecret() != null
        && !portal.signingSecret().equals(rows.signingSecretOf(existing))) {
      fields.add("signingSecret");
    }
    if (existing.fileKey() == null) {
      fields.add("key");
    }
    return fields;
  }
}
