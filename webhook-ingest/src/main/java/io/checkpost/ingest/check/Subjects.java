package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.journal.SealedColumns;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.DataKeys;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The people whom messages are about. Safe for use by many threads. */
@ApplicationSingleton
public final class Subjects {

  private final Entities entities;
  private final Providers providers;
  private final BlindIndex blindIndex;
  private final DataKeys dataKeys;
  private final Updates updates;

  /** Creates the bean. */
  @Inject
  public Subjects(
      Entities entities,
      Providers providers,
      BlindIndex blindIndex,
      DataKeys dataKeys,
      Updates updates) {
    this.entities = entities;
    this.providers = providers;
    this.blindIndex = blindIndex;
    this.dataKeys = dataKeys;
    this.updates = updates;
  }

  /**
   * Returns a person with all checks, across portals, in a transaction of its own.
   *
   * @param subjectId the provider's id in any spelling that the provider knows
   * @return empty when no portal knows the person
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when that cannot be known now
   */
  public Optional<Subject> find(String provider, String subjectId) {
    return providers.find(provider).flatMap(deployed -> find(deployed, subjectId));
  }

  private Optional<Subject> find(WebhookProvider provider, String subjectId) {
    String canonical = provider.canonicalSubjectId(subjectId);
    return entities.inTransaction(
        em -> {
          List<StoredSubject> stored = stored(em, provider, canonical);
          return stored.isEmpty()
              ? Optional.empty()
              : Optional.of(new Subject(provider.name(), canonical, checks(em, stored)));
        });
  }

  private List<StoredSubject> stored(EntityManager em, WebhookProvider provider, String canonical) {
    return em.createQuery(
            "SELECT s FROM StoredSubject s WHERE s.blindIndex = :index", StoredSubject.class)
        .setParameter("index", blindIndex.ofSubject(provider.name(), canonical))
        .getResultList();
  }

  /** Returns the rows of a person, one a portal; none where the provider is not deployed. */
  List<StoredSubject> stored(EntityManager em, String provider, String subjectId) {
    return providers
        .find(provider)
        .map(deployed -> stored(em, deployed, deployed.canonicalSubjectId(subjectId)))
        .orElse(List.of());
  }

  /** Returns a person's id as the provider spells it. */
  String canonicalId(String provider, String subjectId) {
    return providers
        .find(provider)
        .map(deployed -> deployed.canonicalSubjectId(subjectId))
        .orElse(subjectId);
  }

  /** Returns those of a portal, or all. */
  static List<StoredSubject> within(@Nullable PortalId portal, List<StoredSubject> subjects) {
    return portal == null
        ? subjects
        : subjects.stream().filter(each -> each.portalId().equals(portal.value())).toList();
  }

  /**
   * Returns what updates of some people say; one whose data was erased is missing.
   *
   * @param people among whom all of the updates' are
   */
  Map<ChangePlace, Update> contents(
      EntityManager em, List<StoredSubject> people, List<StoredUpdate> stored) {
    Map<UUID, DataKey> keys = keysBySubject(em, people);
    Map<UUID, Map<Integer, StoredContent>> sealed = updates.contents(em, stored);
    Map<ChangePlace, Update> contents = new HashMap<>();
    for (StoredUpdate update : stored) {
      DataKey key = keys.get(update.subjectId());
      StoredContent content =
          sealed.getOrDefault(update.messageId(), Map.of()).get(update.ordinal());
      if (key != null && content != null) {
        contents.put(ChangePlace.of(update), content.open(key));
      }
    }
    return contents;
  }

  /**
   * Returns whom a text may name: each provider that knows a person by it, with the id in canonical
   * spelling.
   *
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when that cannot be known now
   */
  public Map<String, String> named(String subjectId) {
    return entities.inTransaction(
        em -> {
          Map<String, String> named = new TreeMap<>();
          for (WebhookProvider provider : providers.all()) {
            String canonical = provider.canonicalSubjectId(subjectId);
            if (!stored(em, provider, canonical).isEmpty()) {
              named.put(provider.name(), canonical);
            }
          }
          return named;
        });
  }

  private List<Check> checks(EntityManager em, List<StoredSubject> subjects) {
    List<StoredCheck> stored =
        em.createQuery(
                "SELECT c FROM StoredCheck c WHERE c.subjectId IN :subjects", StoredCheck.class)
            .setParameter("subjects", subjects.stream().map(StoredSubject::id).toList())
            .getResultList();
    Set<UUID> ids = stored.stream().map(StoredCheck::id).collect(Collectors.toSet());
    Map<UUID, List<StoredUpdate>> changes = updates.changes(em, ids);
    Map<UUID, String> objectIds = objectIds(em, subjects, stored);
    List<Check> checks = new ArrayList<>();
    for (StoredCheck check : stored) {
      String outcome = check.outcome();
      if (outcome != null) {
        checks.add(
            new Check(
                new CheckType(check.checkType()),
                objectIds.get(check.id()),
                Outcome.of(outcome),
                new PortalId(check.portalId()),
                changes.getOrDefault(check.id(), List.of()).stream()
                    .map(StoredUpdate::change)
                    .toList()));
      }
    }
    checks.sort(
        Comparator.comparing(Subjects::lastChange)
            .reversed()
            .thenComparing(check -> check.checkType().code()));
    return checks;
  }

  private static Instant lastChange(Check check) {
    List<Change> history = check.history();
    return history.isEmpty() ? Instant.EPOCH : history.get(history.size() - 1).receivedAt();
  }

  /** An object's id stands only in what is sealed under the key of the check's subject. */
  private Map<UUID, String> objectIds(
      EntityManager em, List<StoredSubject> subjects, List<StoredCheck> checks) {
    Map<UUID, DataKey> keys = keysBySubject(em, subjects);
    Map<UUID, StoredContent> contents =
        updates.current(em, checks.stream().map(StoredCheck::id).toList());
    Map<UUID, String> objectIds = new HashMap<>();
    for (StoredCheck check : checks) {
      StoredContent content = contents.get(check.id());
      DataKey key = check.subjectId() == null ? null : keys.get(check.subjectId());
      if (content != null && key != null) {
        objectIds.put(check.id(), content.open(key).objectId());
      }
    }
    return objectIds;
  }

  private Map<UUID, DataKey> keysBySubject(EntityManager em, List<StoredSubject> subjects) {
    Map<UUID, DataKey> byId =
        dataKeys.find(em, subjects.stream().map(StoredSubject::keyId).toList());
    Map<UUID, DataKey> bySubject = new HashMap<>();
    for (StoredSubject subject : subjects) {
      DataKey key = byId.get(subject.keyId());
      if (key != null) {
        bySubject.put(subject.id(), key);
      }
    }
    return bySubject;
  }

  /**
   * Returns the rows of the people whom a text names, of one provider or of each.
   *
   * @param em within a transaction
   * @param provider the provider's name; null for each
   * @param subjectId the provider's id in any spelling that the provider knows
   */
  public Set<UUID> rows(EntityManager em, @Nullable String provider, String subjectId) {
    return providers.all().stream()
        .filter(deployed -> provider == null || deployed.name().equals(provider))
        .flatMap(deployed -> stored(em, deployed, deployed.canonicalSubjectId(subjectId)).stream())
        .map(StoredSubject::id)
        .collect(Collectors.toSet());
  }

  /**
   * Returns the ids of people by their rows; one whose data was erased is missing.
   *
   * @param em within a transaction
   */
  public Map<UUID, String> ids(EntityManager em, Collection<UUID> rows) {
    if (rows.isEmpty()) {
      return Map.of();
    }
    List<StoredSubject> stored =
        em.createQuery("SELECT s FROM StoredSubject s WHERE s.id IN :ids", StoredSubject.class)
            .setParameter("ids", Set.copyOf(rows))
            .getResultList();
    Map<UUID, DataKey> keys = keysBySubject(em, stored);
    Map<UUID, String> ids = new HashMap<>();
    for (StoredSubject subject : stored) {
      DataKey key = keys.get(subject.id());
      if (key != null) {
        ids.put(subject.id(), SealedColumns.openSubjectId(key, subject.id(), subject.sealedId()));
      }
    }
    return ids;
  }
}
