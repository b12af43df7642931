package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Entities;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where people stand: what their checks say now, and by what, without what they said before. Safe
 * for use by many threads; each call is a transaction of its own and throws {@link
 * io.checkpost.ingest.database.DatabaseUnavailable} when the database cannot be asked.
 */
@ApplicationSingleton
public final class Standings {

  private static final Comparator<StoredUpdate> WORST_FIRST =
      Comparator.comparingInt((StoredUpdate update) -> rank(update.outcome()))
          .thenComparing(StoredUpdate::receivedAt, Comparator.reverseOrder())
          .thenComparing(StoredUpdate::checkType);

  private final Entities entities;
  private final Subjects subjects;
  private final Updates updates;
  private final Relations relations;

  /** Creates the bean. */
  @Inject
  public Standings(Entities entities, Subjects subjects, Updates updates, Relations relations) {
    this.entities = entities;
    this.subjects = subjects;
    this.updates = updates;
    this.relations = relations;
  }

  /** What somebody has to do something about comes first, what is passed last. */
  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case FAILED -> 0;
      case REVIEW -> 1;
      case UNRECOGNISED -> 2;
      case UNCONFIRMED -> 3;
      case PENDING -> 4;
      case EXPIRED -> 5;
      case CANCELLED -> 6;
      case NOT_PERFORMED -> 7;
      case PASSED -> 8;
    };
  }

  /**
   * Returns where a person stands.
   *
   * @param subjectId the provider's id in any spelling that the provider knows
   * @param portal the portal of whose checks it tells; null for all that know the person
   * @return empty when no portal knows the person
   */
  public Optional<PersonStanding> find(
      String provider, String subjectId, @Nullable PortalId portal) {
    return entities.inTransaction(
        em -> {
          List<StoredSubject> known = subjects.stored(em, provider, subjectId);
          return known.isEmpty()
              ? Optional.empty()
              : Optional.of(standing(em, provider, subjectId, portal, known));
        });
  }

  private PersonStanding standing(
      EntityManager em,
      String provider,
      String subjectId,
      @Nullable PortalId portal,
      List<StoredSubject> known) {
    List<StoredSubject> meant = Subjects.within(portal, known);
    List<StoredUpdate> current = current(em, meant);
    List<StoredUpdate> worst = current.stream().limit(PersonStanding.MOST_CHECKS).toList();
    Map<ChangePlace, Update> contents = subjects.contents(em, meant, worst);
    return new PersonStanding(
        provider,
        subjects.canonicalId(provider, subjectId),
        known.stream().map(subject -> new PortalId(subject.portalId())).toList(),
        current.size(),
        (int) current.stream().filter(update -> update.outcome() != Outcome.PASSED).count(),
        worst.stream().map(update -> standing(update, contents)).toList());
  }

  private static CheckStanding standing(StoredUpdate update, Map<ChangePlace, Update> contents) {
    return new CheckStanding(
        new CheckType(update.checkType()),
        new PortalId(update.portalId()),
        update.outcome(),
        update.kind(),
        new MessageId(update.messageId()),
        update.receivedAt(),
        contents.get(ChangePlace.of(update)));
  }

  private List<StoredUpdate> current(EntityManager em, List<StoredSubject> meant) {
    return updates.currentOf(em, meant.stream().map(StoredSubject::id).toList()).stream()
        .sorted(WORST_FIRST)
        .toList();
  }

  /**
   * Returns those related to a person, the newest first, at most twenty for each portal.
   *
   * @param portal the portal within which they are; null for each that knows the person
   * @return empty when no portal knows the person
   */
  public Optional<List<RelatedPerson>> related(
      String provider, String subjectId, @Nullable PortalId portal) {
    return entities.inTransaction(
        em -> {
          List<StoredSubject> known = subjects.stored(em, provider, subjectId);
          return known.isEmpty()
              ? Optional.empty()
              : Optional.of(related(em, Subjects.within(portal, known)));
        });
  }

  private List<RelatedPerson> related(EntityManager em, List<StoredSubject> meant) {
    List<StoredSubject> others =
        meant.stream().flatMap(subject -> relations.of(em, subject).stream()).toList();
    Map<UUID, String> ids = subjects.ids(em, others.stream().map(StoredSubject::id).toList());
    List<StoredUpdate> current = current(em, others);
    return others.stream()
        .filter(other -> ids.containsKey(other.id()))
        .map(other -> related(other, ids.getOrDefault(other.id(), ""), current))
        .toList();
  }

  private static RelatedPerson related(StoredSubject other, String id, List<StoredUpdate> current) {
    List<StoredUpdate> own =
        current.stream().filter(update -> update.subjectId().equals(other.id())).toList();
    return new RelatedPerson(
        id,
        new PortalId(other.portalId()),
        own.stream()
            .map(update -> new CheckOutcome(new CheckType(update.checkType()), update.outcome()))
            .distinct()
            .toList(),
        own.stream()
            .map(StoredUpdate::receivedAt)
            .max(Comparator.<Instant>naturalOrder())
            .orElse(null));
  }
}
