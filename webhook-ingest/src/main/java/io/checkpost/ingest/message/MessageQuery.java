package io.checkpost.ingest.message;

import io.checkpost.ingest.paging.Cursor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A query for one page of messages, put together condition by condition. */
final class MessageQuery {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();
  private String order = "DESC";

  MessageQuery where(String condition, String parameter, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      parameters.put(parameter, value);
    }
    return this;
  }

  /**
   * The time stands in the subquery too, so that both sides can be read in the same order and the
   * database stops at the end of the page.
   */
  MessageQuery whereUpdate(@Nullable String checkType, @Nullable String outcome) {
    if (checkType == null && outcome == null) {
      return this;
    }
    StringBuilder exists =
        new StringBuilder(
            "EXISTS (SELECT u.ordinal FROM StoredUpdate u"
                + " WHERE u.messageId = m.id AND u.receivedAt = m.receivedAt");
    if (checkType != null) {
      exists.append(" AND u.checkType = :checkType");
      parameters.put("checkType", checkType);
    }
    if (outcome != null) {
      exists.append(" AND u.outcome = :outcome");
      parameters.put("outcome", outcome);
    }
    conditions.add(exists.append(")").toString());
    return this;
  }

  MessageQuery after(@Nullable Cursor cursor) {
    if (cursor != null) {
      // the first half alone is a range of every index that ends in the time
      conditions.add("m.receivedAt <= :at AND (m.receivedAt < :at OR m.id < :id)");
      parameters.put("at", cursor.at());
      parameters.put("id", cursor.id());
    }
    return this;
  }

  /** Turns the order, too: what comes right before the cursor is what is read first. */
  MessageQuery before(Cursor cursor) {
    conditions.add("m.receivedAt >= :at AND (m.receivedAt > :at OR m.id > :id)");
    parameters.put("at", cursor.at());
    parameters.put("id", cursor.id());
    order = "ASC";
    return this;
  }

  List<StoredMessage> run(EntityManager em, int most) {
    return run(em, "m", StoredMessage.class, most);
  }

  /** Returns the ids of what {@link #run} would return. */
  List<UUID> ids(EntityManager em, int most) {
    return run(em, "m.id", UUID.class, most);
  }

  private <T> List<T> run(EntityManager em, String what, Class<T> type, int most) {
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    TypedQuery<T> query =
        em.createQuery(
            "SELECT %s FROM StoredMessage m%s ORDER BY m.receivedAt %s, m.id %s"
                .formatted(what, where, order, order),
            type);
    parameters.forEach(query::setParameter);
    return query.setMaxResults(most).getResultList();
  }
}
