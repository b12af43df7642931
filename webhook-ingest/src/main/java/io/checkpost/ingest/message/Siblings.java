package io.checkpost.ingest.message;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.check.Trails;
import io.checkpost.ingest.database.Entities;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages that belong beside one. Safe for use by many threads; each call is a
 * transaction of its own and throws {@link io.checkpost.ingest.database.DatabaseUnavailable} when
 * the database cannot be asked.
 */
@ApplicationSingleton
public final class Siblings {

  /** The order names all of the index's columns, without which H2 does not take it for sorted. */
  private static final String NEWEST_FIRST = " ORDER BY m.subjectId, m.receivedAt DESC, m.id DESC";

  private final Entities entities;
  private final Messages messages;
  private final Trails trails;

  /** Creates the bean. */
  @Inject
  public Siblings(Entities entities, Messages messages, Trails trails) {
    this.entities = entities;
    this.messages = messages;
    this.trails = trails;
  }

  /** Returns what belongs beside a message; empty when there is no such message. */
  public Optional<MessageSiblings> of(MessageId id) {
    return entities.inTransaction(
        em ->
            Optional.ofNullable(em.find(StoredMessage.class, id.value()))
                .map(message -> of(em, message)));
  }

  private MessageSiblings of(EntityManager em, StoredMessage message) {
    UUID original = message.duplicateOf();
    List<StoredMessage> duplicates =
        ofPerson(
            em,
            message,
            " AND m.duplicateOf = :original",
            original == null ? message.id() : original);
    List<StoredMessage> others = ofPerson(em, message, "", null);
    return new MessageSiblings(
        original == null ? null : summary(em, original),
        few(em, duplicates),
        duplicates.size() > MessageSiblings.MOST,
        trails.of(em, new MessageId(message.id())),
        few(em, others),
        others.size() > MessageSiblings.MOST);
  }

  private @Nullable MessageSummary summary(EntityManager em, UUID id) {
    StoredMessage found = em.find(StoredMessage.class, id);
    return found == null ? null : messages.summaries(em, List.of(found)).get(0);
  }

  private List<MessageSummary> few(EntityManager em, List<StoredMessage> found) {
    return messages.summaries(em, found.subList(0, Math.min(found.size(), MessageSiblings.MOST)));
  }

  /** A duplicate has the person of what it repeats, and by that it is found. */
  private static List<StoredMessage> ofPerson(
      EntityManager em, StoredMessage message, String condition, @Nullable UUID original) {
    UUID person = message.subjectId();
    if (person == null) {
      return List.of();
    }
    TypedQuery<StoredMessage> query =
        em.createQuery(
                "SELECT m FROM StoredMessage m WHERE m.subjectId = :person AND m.id <> :self"
                    + condition
                    + NEWEST_FIRST,
                StoredMessage.class)
            .setParameter("person", person)
            .setParameter("self", message.id())
            .setMaxResults(MessageSiblings.MOST + 1);
    if (original != null) {
      query.setParameter("original", original);
    }
    return query.getResultList();
  }
}
