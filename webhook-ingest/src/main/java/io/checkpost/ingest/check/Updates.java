package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.Update;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.privacy.DataKey;
import jakarta.persistence.EntityManager;
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
}
