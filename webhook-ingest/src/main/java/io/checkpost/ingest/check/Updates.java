package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.Update;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.privacy.DataKey;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The updates of messages. Called within a transaction. */
@ApplicationSingleton
public final class Updates {

  /** Returns the updates of a message in their order, opened with its key. */
  public List<ReportedUpdate> of(EntityManager em, UUID messageId, DataKey key) {
    Map<Integer, Update> contents =
        em.createQuery(
                "SELECT c FROM StoredContent c WHERE c.messageId = :message", StoredContent.class)
            .setParameter("message", messageId)
            .getResultStream()
            .collect(Collectors.toMap(StoredContent::ordinal, content -> content.open(key)));
    return em.createQuery(
            "SELECT u FROM StoredUpdate u WHERE u.messageId = :message ORDER BY u.ordinal",
            StoredUpdate.class)
        .setParameter("message", messageId)
        .getResultStream()
        .flatMap(stored -> reported(stored, contents))
        .toList();
  }

  private static Stream<ReportedUpdate> reported(
      StoredUpdate stored, Map<Integer, Update> contents) {
    Update content = contents.get(stored.ordinal());
    return content == null
        ? Stream.empty()
        : Stream.of(
            new ReportedUpdate(
                content,
                stored.sequence(),
                stored.kind(),
                stored.previousOutcome(),
                stored.isReturned()));
  }

  /** Returns what each of the given messages said, each kind of check with each outcome once. */
  public Map<UUID, List<CheckOutcome>> outcomes(EntityManager em, Collection<UUID> messageIds) {
    Map<UUID, List<CheckOutcome>> outcomes = new HashMap<>();
    if (!messageIds.isEmpty()) {
      em.createQuery(
              "SELECT u FROM StoredUpdate u WHERE u.messageId IN :messages"
                  + " ORDER BY u.messageId, u.ordinal",
              StoredUpdate.class)
          .setParameter("messages", Set.copyOf(messageIds))
          .getResultStream()
          .forEach(
              update -> {
                List<CheckOutcome> ofMessage =
                    outcomes.computeIfAbsent(update.messageId(), id -> new ArrayList<>());
                CheckOutcome outcome =
                    new CheckOutcome(new CheckType(update.checkType()), update.outcome());
                if (!ofMessage.contains(outcome)) {
                  ofMessage.add(outcome);
                }
              });
    }
    return outcomes;
  }

  /** Returns the changes of each of the given checks, oldest first. */
  Map<UUID, List<StoredUpdate>> changes(EntityManager em, Collection<UUID> checkIds) {
    if (checkIds.isEmpty()) {
      return Map.of();
    }
    return em.createQuery(
            "SELECT u FROM StoredUpdate u WHERE u.checkId IN :checks AND u.kind IS NOT NULL"
                + " ORDER BY u.receivedAt, u.sequence",
            StoredUpdate.class)
        .setParameter("checks", Set.copyOf(checkIds))
        .getResultStream()
        .collect(Collectors.groupingBy(StoredUpdate::checkId));
  }

  /** Returns the rows that the given checks' current state is from, by check. */
  Map<UUID, StoredContent> current(EntityManager em, Collection<UUID> checkIds) {
    if (checkIds.isEmpty()) {
      return Map.of();
    }
    return em.createQuery(
            "SELECT c FROM StoredContent c JOIN StoredCheck s"
                + " ON s.id = c.checkId AND s.messageId = c.messageId AND s.ordinal = c.ordinal"
                + " WHERE s.id IN :checks",
            StoredContent.class)
        .setParameter("checks", Set.copyOf(checkIds))
        .getResultStream()
        .collect(Collectors.toMap(StoredContent::checkId, Function.identity()));
  }

  /** Returns the updates that the checks of some people are from now. */
  List<StoredUpdate> currentOf(EntityManager em, Collection<UUID> subjects) {
    return subjects.isEmpty()
        ? List.of()
        : em.createQuery(
                "SELECT u FROM StoredUpdate u JOIN StoredCheck s"
                    + " ON s.id = u.checkId AND s.messageId = u.messageId AND s.ordinal = u.ordinal"
                    + " WHERE s.subjectId IN :subjects",
                StoredUpdate.class)
            .setParameter("subjects", Set.copyOf(subjects))
            .getResultList();
  }

  /**
   * Returns a person's changes before a place, newest first.
   *
   * @param place null for the newest of all
   */
  List<StoredUpdate> changesBefore(
      EntityManager em, UUID subject, @Nullable ChangePlace place, int most) {
    // the first half alone is a range of the index
    return changes(
        em,
        subject,
        place,
        " AND u.receivedAt <= :at AND (u.receivedAt < :at OR u.messageId < :message"
            + " OR (u.messageId = :message AND u.ordinal < :ordinal))",
        "u.subjectId, u.receivedAt DESC, u.messageId DESC, u.ordinal DESC",
        most);
  }

  /** Returns a person's changes after a place, oldest first. */
  List<StoredUpdate> changesAfter(EntityManager em, UUID subject, ChangePlace place, int most) {
    return changes(
        em,
        subject,
        place,
        " AND u.receivedAt >= :at AND (u.receivedAt > :at OR u.messageId > :message"
            + " OR (u.messageId = :message AND u.ordinal > :ordinal))",
        "u.subjectId DESC, u.receivedAt, u.messageId, u.ordinal",
        most);
  }

  /**
   * The order begins with the person, of whom there is one: H2 takes an index for sorted only when
   * the order names all of its columns.
   */
  private static List<StoredUpdate> changes(
      EntityManager em,
      UUID subject,
      @Nullable ChangePlace place,
      String beyond,
      String order,
      int most) {
    TypedQuery<StoredUpdate> query =
        em.createQuery(
                "SELECT u FROM StoredUpdate u WHERE u.subjectId = :subject AND u.kind IS NOT NULL"
                    + (place == null ? "" : beyond)
                    + " ORDER BY "
                    + order,
                StoredUpdate.class)
            .setParameter("subject", subject)
            .setMaxResults(most);
    if (place != null) {
      query
          .setParameter("at", place.at())
          .setParameter("message", place.messageId())
          .setParameter("ordinal", place.ordinal());
    }
    return query.getResultList();
  }

  /** Returns what is sealed in updates, by message and number. */
  Map<UUID, Map<Integer, StoredContent>> contents(
      EntityManager em, Collection<StoredUpdate> updates) {
    Map<UUID, Map<Integer, StoredContent>> contents = new HashMap<>();
    if (!updates.isEmpty()) {
      // a message may hold thousands: not all of them are opened for the one that is shown
      em.createQuery(
              "SELECT c FROM StoredContent c WHERE c.messageId IN :messages"
                  + " AND c.ordinal IN :ordinals",
              StoredContent.class)
          .setParameter(
              "messages", updates.stream().map(StoredUpdate::messageId).collect(Collectors.toSet()))
          .setParameter(
              "ordinals", updates.stream().map(StoredUpdate::ordinal).collect(Collectors.toSet()))
          .getResultStream()
          .forEach(
              content ->
                  contents
                      .computeIfAbsent(content.messageId(), id -> new HashMap<>())
                      .put(content.ordinal(), content));
    }
    return contents;
  }

  /** Returns when messages were understood that were not at once, by message. */
  Map<UUID, Instant> understoodLater(EntityManager em, Collection<UUID> messageIds) {
    Map<UUID, Instant> later = new HashMap<>();
    if (!messageIds.isEmpty()) {
      em.createQuery(
              "SELECT m FROM StoredOrigin m WHERE m.id IN :messages"
                  + " AND m.formerDisposition = :quarantined",
              StoredOrigin.class)
          .setParameter("messages", Set.copyOf(messageIds))
          .setParameter("quarantined", Disposition.QUARANTINED.code())
          .getResultStream()
          .forEach(
              message -> {
                Instant at = message.reinterpretedAt();
                if (at != null) {
                  later.put(message.id(), at);
                }
              });
    }
    return later;
  }
}
