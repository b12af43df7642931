package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was reported about the checks of a message before and after it. Called within a transaction.
 *
 * <p>Each question is a range of the index of a check's updates, read from one end. The order
 * begins with the check, of which there is one: H2 takes an index for sorted only when the order
 * names its columns.
 */
@ApplicationSingleton
public final class Trails {

  /** Of how many checks of one message it is told: a message may report on thousands. */
  public static final int MOST_CHECKS = 5;

  private static final String LAST_FIRST = " ORDER BY u.checkId, u.receivedAt DESC";
  private static final String FIRST_FIRST = " ORDER BY u.checkId DESC, u.receivedAt";

  private static final String BEFORE =
      " AND u.receivedAt <= :at AND (u.receivedAt < :at OR u.messageId < :message)";
  private static final String AFTER =
      " AND u.receivedAt >= :at AND (u.receivedAt > :at OR u.messageId > :message)";
  private static final String CHANGED = " AND u.kind IS NOT NULL";

  /** Returns the trails of a message's first checks, in the order of its updates. */
  public List<CheckTrail> of(EntityManager em, MessageId message) {
    return em
        .createQuery(
            "SELECT u FROM StoredUpdate u WHERE u.messageId = :message ORDER BY u.ordinal",
            StoredUpdate.class)
        .setParameter("message", message.value())
        .setMaxResults(MOST_CHECKS)
        .getResultList()
        .stream()
        .map(update -> trail(em, update))
        .toList();
  }

  private static CheckTrail trail(EntityManager em, StoredUpdate update) {
    return new CheckTrail(
        update.ordinal(),
        new CheckType(update.checkType()),
        since(em, update),
        around(em, update, AFTER + CHANGED + other(true) + FIRST_FIRST, of(update), 1).stream()
            .findFirst()
            .map(StoredUpdate::change)
            .orElse(null),
        changes(around(em, update, BEFORE + LAST_FIRST, Map.of(), CheckTrail.MOST)),
        changes(around(em, update, AFTER + FIRST_FIRST, Map.of(), CheckTrail.MOST)));
  }

  private static List<Change> changes(List<StoredUpdate> updates) {
    return updates.stream().map(StoredUpdate::change).toList();
  }

  private static String other(boolean other) {
    return other ? " AND u.outcome <> :outcome" : " AND u.outcome = :outcome";
  }

  private static Map<String, Object> of(StoredUpdate update) {
    return Map.of("outcome", update.outcome().code());
  }

  /** An update that changed the outcome says it itself; else the change that did is looked for. */
  private static Instant since(EntityManager em, StoredUpdate update) {
    if (update.kind() != null && update.outcome() != update.previousOutcome()) {
      return update.receivedAt();
    }
    Optional<StoredUpdate> different =
        around(em, update, BEFORE + CHANGED + other(true) + LAST_FIRST, of(update), 1).stream()
            .findFirst();
    String first = CHANGED + other(false) + FIRST_FIRST;
    return different
        .map(place -> around(em, place, AFTER + first, of(update), 1))
        .orElseGet(() -> around(em, update, BEFORE + first, of(update), 1))
        .stream()
        .map(StoredUpdate::receivedAt)
        .findFirst()
        .orElse(update.receivedAt());
  }

  private static List<StoredUpdate> around(
      EntityManager em,
      StoredUpdate place,
      String which,
      Map<String, Object> parameters,
      int most) {
    TypedQuery<StoredUpdate> query =
        em.createQuery(
                "SELECT u FROM StoredUpdate u WHERE u.checkId = :check" + which, StoredUpdate.class)
            .setParameter("check", place.checkId())
            .setParameter("at", place.receivedAt())
            .setParameter("message", place.messageId())
            .setMaxResults(most);
    parameters.forEach(query::setParameter);
    return query.getResultList();
  }
}
