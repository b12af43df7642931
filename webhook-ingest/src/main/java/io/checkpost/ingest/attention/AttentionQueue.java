package io.checkpost.ingest.attention;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.check.Subjects;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.DataKeys;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people have to look at, and what they do about it. Safe for use by many threads. Every call
 * throws {@link DatabaseUnavailable} when the database cannot be asked.
 */
@ApplicationSingleton
public final class AttentionQueue {

  /** The longest comment, in characters. */
  public static final int LONGEST_COMMENT = 1000;

  private static final int MOST_CHANGES = 200;

  private final Entities entities;
  private final DataKeys dataKeys;
  private final Subjects subjects;
  private final Database database;
  private final ItemKeys keys;
  private final Attention attention;

  /** Creates the bean. */
  @Inject
  AttentionQueue(
      Entities entities,
      DataKeys dataKeys,
      Subjects subjects,
      Database database,
      ItemKeys keys,
      Attention attention) {
    this.entities = entities;
    this.dataKeys = dataKeys;
    this.subjects = subjects;
    this.database = database;
    this.keys = keys;
    this.attention = attention;
  }

  /**
   * Returns items newest first, by when they were opened last.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before, with the same filter; null for the first
   * @throws InvalidInput when the cursor is none
   */
  public Page<AttentionItem> newest(AttentionFilter filter, int limit, @Nullable String cursor) {
    Conditioned conditioned = new Conditioned(filter);
    if (cursor != null) {
      Cursor after = Cursor.of(cursor);
      conditioned.and("i.openedAt <= :at AND (i.openedAt < :at OR i.id < :id)");
      conditioned.with("at", after.at());
      conditioned.with("id", after.id());
    }
    return page(
        conditioned,
        "i.openedAt DESC, i.id DESC",
        limit,
        last -> new Cursor(last.openedAt(), last.id()).toString());
  }

  /**
   * Returns items in the order in which they are to be looked at: the most severe first, and of
   * those the one that waits longest.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before, with the same filter; null for the first
   * @throws InvalidInput when the cursor is none
   */
  public Page<AttentionItem> mostSevere(
      AttentionFilter filter, int limit, @Nullable String cursor) {
    Conditioned conditioned = new Conditioned(filter);
    if (cursor != null) {
      QueuePlace after = QueuePlace.of(cursor);
      conditioned.and(
          "i.severity >= :severity AND (i.severity > :severity OR (i.openedAt >= :at"
              + " AND (i.openedAt > :at OR i.id > :id)))");
      conditioned.with("severity", after.severity());
      conditioned.with("at", after.at().at());
      conditioned.with("id", after.at().id());
    }
    return page(
        conditioned,
        "i.severity, i.openedAt, i.id",
        limit,
        last -> new QueuePlace(last.severity(), new Cursor(last.openedAt(), last.id())).toString());
  }

  /** Returns the cursor that stands after an item in {@link #newest}. */
  public static String placeInList(AttentionItem item) {
    return new Cursor(item.openedAt(), item.id()).toString();
  }

  /** Returns the cursor that stands after an item in {@link #mostSevere}. */
  public static String placeInQueue(AttentionItem item) {
    return new QueuePlace(item.kind().severity(), new Cursor(item.openedAt(), item.id()))
        .toString();
  }

  /** A query's conditions and their parameters. */
  private static final class Conditioned {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    Conditioned(AttentionFilter filter) {
      // states are written out, so that the database sees which index is for them
      conditions.add(
          filter.state() == null
              ? "i.closed = FALSE"
              : "i.state = '"
                  + filter.state().code()
                  + "' AND i.closed = "
                  + (filter.state().isClosed() ? "TRUE" : "FALSE"));
      if (filter.kind() != null) {
        and("i.kind = :kind");
        with("kind", filter.kind().code());
      }
      if (filter.portal() != null) {
        and("i.portalId = :portal");
        with("portal", filter.portal().value());
      }
      if (filter.checkType() != null) {
        and("i.checkType = :checkType");
        with("checkType", filter.checkType().code());
      }
    }

    void and(String condition) {
      conditions.add(condition);
    }

    void with(String name, Object value) {
      parameters.put(name, value);
    }

    TypedQuery<StoredItem> query(EntityManager em, String order) {
      TypedQuery<StoredItem> query =
          em.createQuery(
              "SELECT i FROM StoredItem i WHERE "
                  + String.join(" AND ", conditions)
                  + " ORDER BY "
                  + order,
              StoredItem.class);
      parameters.forEach(query::setParameter);
      return query;
    }
  }

  private Page<AttentionItem> page(
      Conditioned conditioned, String order, int limit, Function<StoredItem, String> cursor) {
    return entities.inTransaction(
        em -> {
          Page<StoredItem> found =
              Page.of(
                  conditioned.query(em, order).setMaxResults(limit + 1).getResultList(),
                  limit,
                  cursor);
          return new Page<>(shown(em, found.items()), found.next());
        });
  }

  private List<AttentionItem> shown(EntityManager em, List<StoredItem> items) {
    Map<UUID, String> ids =
        subjects.ids(
            em,
            items.stream()
                .map(StoredItem::subjectId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    Map<UUID, DataKey> found =
        dataKeys.find(
            em,
            items.stream()
                .filter(StoredItem::hasComment)
                .map(StoredItem::keyId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    return items.stream()
        .map(item -> item.shown(of(ids, item.subjectId()), of(found, item.keyId())))
        .toList();
  }

  private static <T> @Nullable T of(Map<UUID, T> values, @Nullable UUID id) {
    return id == null ? null : values.get(id);
  }

  /** Returns an item with its history. */
  public Optional<AttentionDetail> find(UUID id) {
    return entities.inTransaction(
        em ->
            Optional.ofNullable(em.find(StoredItem.class, id))
                .map(
                    item ->
                        new AttentionDetail(shown(em, List.of(item)).get(0), history(em, item))));
  }

  private List<AttentionChange> history(EntityManager em, StoredItem item) {
    UUID keyId = item.keyId();
    DataKey key = keyId == null ? null : dataKeys.find(em, List.of(keyId)).get(keyId);
    List<AttentionChange> changes = new ArrayList<>();
    em.createQuery(
            "SELECT c FROM StoredChange c WHERE c.itemId = :item ORDER BY c.ordinal DESC",
            StoredChange.class)
        .setParameter("item", item.id())
        .setMaxResults(MOST_CHANGES)
        .getResultList()
        .forEach(change -> changes.add(change.shown(key)));
    Collections.reverse(changes);
    return changes;
  }

  /**
   * Returns how many items nobody has looked at, as far as the given number.
   *
   * @param most at which counting ends
   */
  public int countOpen(int most) {
    return entities.inTransaction(
        em ->
            em.createQuery("SELECT i.id FROM StoredItem i WHERE i.state = 'open'", UUID.class)
                .setMaxResults(most)
                .getResultList()
                .size());
  }

  /**
   * Returns how much nobody has looked at, as far as the given number, and since when.
   *
   * @param portal the only portal; null for all
   * @param most at which counting ends
   */
  public OpenItems open(@Nullable PortalId portal, int most) {
    return entities.inTransaction(
        em ->
            new OpenItems(
                open(em, "i.id", UUID.class, portal, "", most).size(),
                open(em, "i.openedAt", Instant.class, portal, oldestFirst(portal), 1).stream()
                    .findFirst()
                    .orElse(null)));
  }

  private static <T> List<T> open(
      EntityManager em,
      String what,
      Class<T> type,
      @Nullable PortalId portal,
      String order,
      int most) {
    TypedQuery<T> query =
        em.createQuery(
            "SELECT %s FROM StoredItem i WHERE i.state = 'open'%s%s"
                .formatted(what, portal == null ? "" : " AND i.portalId = :portal", order),
            type);
    if (portal != null) {
      query.setParameter("portal", portal.value());
    }
    return query.setMaxResults(most).getResultList();
  }

  /** Goes backwards through the index for newest first, whole, so that it is the index's order. */
  private static String oldestFirst(@Nullable PortalId portal) {
    return " ORDER BY %si.state DESC, i.openedAt, i.id"
        .formatted(portal == null ? "" : "i.portalId DESC, ");
  }

  /**
   * Does what a person decided.
   *
   * @param by who
   * @param comment what they say; null or blank for nothing
   * @param timesSeen how often there had been news when they decided; null where they do not say
   * @return the item as it is now; empty when there is none of that id
   * @throws InvalidInput when the comment is too long
   * @throws Conflict when somebody else was faster, or there is news that they have not seen
   */
  public Optional<AttentionDetail> act(
      UUID id,
      AttentionAction action,
      String by,
      @Nullable String comment,
      @Nullable Long timesSeen) {
    String said = comment == null || comment.isBlank() ? null : comment.strip();
    if (said != null && said.length() > LONGEST_COMMENT) {
      throw new InvalidInput("comment", null, "at most " + LONGEST_COMMENT + " characters");
    }
    try {
      boolean found =
          database.inTransaction(
              connection -> {
                Optional<ItemRow> item = ItemStore.lock(connection, id);
                if (item.isPresent()) {
                  act(connection, item.get(), action, by, said, timesSeen);
                }
                return item.isPresent();
              });
      attention.tell();
      return found ? find(id) : Optional.empty();
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private void act(
      Connection connection,
      ItemRow item,
      AttentionAction action,
      String by,
      @Nullable String comment,
      @Nullable Long timesSeen)
      throws SQLException {
    refuseUnseen(item, action, timesSeen);
    refuseLate(item, action, by);
    boolean changes = item.state != action.result();
    if (!changes && comment == null) {
      return;
    }
    Instant now = attention.now();
    byte @Nullable [] sealed =
        comment == null
            ? null
            : Comments.seal(keys.of(connection, item, now), item.id, item.changes, comment);
    if (changes) {
      item.become(action.result(), AttentionCause.PERSON, by, now, sealed);
    } else {
      item.note(item.state, AttentionCause.PERSON, by, now, sealed);
    }
    ItemStore.update(connection, item);
  }

  /** Nobody closes what they have not seen. */
  private static void refuseUnseen(ItemRow item, AttentionAction action, @Nullable Long timesSeen) {
    if (timesSeen != null && action != AttentionAction.REOPEN && timesSeen != item.timesSeen) {
      throw new Conflict("There is news of this item since it was shown; look at it once more.");
    }
  }

  /** To do again what one has just done oneself is no conflict. */
  private static void refuseLate(ItemRow item, AttentionAction action, String by) {
    boolean same = item.state == action.result();
    switch (item.state) {
      case OPEN -> {}
      case ACKNOWLEDGED -> {
        if (same && !by.equals(item.acknowledgedBy)) {
          throw new Conflict("%s has acknowledged this already.".formatted(item.acknowledgedBy));
        }
      }
      case RESOLVED, IGNORED -> {
        if (action != AttentionAction.REOPEN && !(same && by.equals(item.closedBy))) {
          throw new Conflict(
              "This is %s already, by %s. Reopen it first."
                  .formatted(
                      item.state.code(),
                      item.closedBy == null ? "Checkpost itself" : item.closedBy));
        }
      }
    }
  }
}
