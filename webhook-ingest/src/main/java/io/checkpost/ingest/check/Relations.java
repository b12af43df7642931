package io.checkpost.ingest.check;

import io.checkpost.ingest.ApplicationSingleton;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds ids that are likely to be of one person: a customer gave them one reference. However often
 * a reference was given, only the newest messages of it are looked at. Called within a transaction.
 *
 * <p>The orders begin with what is asked for, for H2 to take the index for sorted.
 */
@ApplicationSingleton
public final class Relations {

  /** How many related ids of one person are found. */
  static final int MOST = 20;

  private static final int MESSAGES_OF_PERSON = 50;
  private static final int MESSAGES_OF_REFERENCE = 500;

  /** Returns the rows of those related to a person within its portal, the newest first. */
  List<StoredSubject> of(EntityManager em, StoredSubject subject) {
    Set<UUID> rows = new LinkedHashSet<>();
    for (byte[] reference : references(em, subject)) {
      rows.addAll(named(em, subject, reference));
    }
    List<UUID> newest = rows.stream().limit(MOST).toList();
    return newest.isEmpty()
        ? List.of()
        : em.createQuery("SELECT s FROM StoredSubject s WHERE s.id IN :ids", StoredSubject.class)
            .setParameter("ids", newest)
            .getResultStream()
            .sorted((one, other) -> newest.indexOf(one.id()) - newest.indexOf(other.id()))
            .toList();
  }

  private static Set<byte[]> references(EntityManager em, StoredSubject subject) {
    Set<byte[]> references = new TreeSet<>(Arrays::compare);
    em.createQuery(
            "SELECT m FROM StoredOrigin m WHERE m.subjectId = :subject"
                + " ORDER BY m.subjectId, m.receivedAt DESC, m.id DESC",
            StoredOrigin.class)
        .setParameter("subject", subject.id())
        .setMaxResults(MESSAGES_OF_PERSON)
        .getResultStream()
        .map(StoredOrigin::clientReferenceIndex)
        .filter(Objects::nonNull)
        .forEach(references::add);
    return references;
  }

  private static List<UUID> named(EntityManager em, StoredSubject subject, byte[] reference) {
    return em.createQuery(
            "SELECT m FROM StoredOrigin m"
                + " WHERE m.clientReferenceIndex = :reference AND m.portalId = :portal"
                + " ORDER BY m.clientReferenceIndex, m.receivedAt DESC, m.id DESC",
            StoredOrigin.class)
        .setParameter("reference", reference)
        .setParameter("portal", subject.portalId())
        .setMaxResults(MESSAGES_OF_REFERENCE)
        .getResultStream()
        .map(StoredOrigin::subjectId)
        .filter(Objects::nonNull)
        .filter(row -> !row.equals(subject.id()))
        .distinct()
        .toList();
  }
}
