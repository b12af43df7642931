package io.checkpost.ingest.replay;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.check.Subjects;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Entities;
import io.checkpost.ingest.dispatch.PlannedCalls;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.replay.MessageSelection.Scanned;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The replays: made, estimated, looked at, stopped and let go on. The nodes work on them by
 * themselves. Safe for use by many threads; each call is a transaction of its own. Every call
 * throws {@link DatabaseUnavailable} when the database cannot be asked.
 */
@ApplicationSingleton
public final class Replays {

  /** The most messages a second that may be asked for. */
  public static final int HIGHEST_RATE = 10_000;

  /** The most messages that may be chosen one by one. */
  public static final int MOST_CHOSEN = 500;

  /** An estimate is made while somebody waits for it. */
  private static final int MOST_ESTIMATED = 20_000;

  private static final int MOST_LOOKED_AT = 500_000;
  private static final int ESTIMATE_SCAN = 500;

  private final Database database;
  private final Entities entities;
  private final ReplayStore store;
  private final ObserveStep observe;
  private final ReinterpretStep reinterpret;
  private final Subjects subjects;
  private final PlannedCalls planned;
  private final Clock clock;
  private final int usualRate;

  /** Creates the bean. */
  @Inject
  Replays(
      Database database,
      Entities entities,
      ReplayStore store,
      ObserveStep observe,
      ReinterpretStep reinterpret,
      Subjects subjects,
      PlannedCalls planned,
      Settings settings,
      Clock clock) {
    this.database = database;
    this.entities = entities;
    this.store = store;
    this.observe = observe;
    this.reinterpret = reinterpret;
    this.subjects = subjects;
    this.planned = planned;
    this.clock = clock;
    this.usualRate = settings.replayRatePerSecond();
  }

  /**
   * Makes a replay of the messages that were received until now. It is stored when this returns.
   *
   * @param createdBy who asks for it
   * @throws InvalidInput when something asked for is not accepted
   */
  public Replay create(ReplayRequest request, String createdBy) {
    MessageSelection selection = selection(request);
    return insert(
        ReplayState.COUNTING,
        selection,
        request.observer(),
        rate(request.ratePerSecond()),
        null,
        createdBy);
  }

  /**
   * Makes a replay of one message.
   *
   * @param observer the one observer that is called again; null for all
   * @return empty when there is no such message
   * @throws Conflict when the message has no events: it is a duplicate, or was erased
   * @throws InvalidInput when the observer is not known
   */
  public Optional<Replay> createForMessage(
      MessageId message, @Nullable String observer, String createdBy) {
    checkObserver(observer);
    if (!asked(connection -> isReplayable(connection, message))) {
      return Optional.empty();
    }
    return Optional.of(insert(ReplayKind.OBSERVE, message, observer, createdBy));
  }

  /**
   * Makes a replay that reads one message again, as it is understood now.
   *
   * @return empty when there is no such message
   * @throws Conflict when there is nothing to be understood better, or the message was erased
   */
  public Optional<Replay> createToReread(MessageId message, String createdBy) {
    if (!asked(connection -> isRereadable(connection, message))) {
      return Optional.empty();
    }
    return Optional.of(insert(ReplayKind.REINTERPRET, message, null, createdBy));
  }

  private Replay insert(
      ReplayKind kind, MessageId message, @Nullable String observer, String createdBy) {
    MessageSelection selection = MessageSelection.ofMessage(kind, message.value(), now());
    return insert(ReplayState.RUNNING, selection, observer, usualRate, 1L, createdBy);
  }

  private static boolean isRereadable(Connection connection, MessageId message)
      throws SQLException {
    MessageSelection one =
        MessageSelection.ofMessage(ReplayKind.REINTERPRET, message.value(), Instant.EPOCH);
    List<Scanned> found = one.scan(connection, null, 1);
    if (found.stream().anyMatch(Scanned::erased)) {
      throw new Conflict("The message's data was erased.");
    }
    if (found.stream().anyMatch(scanned -> !scanned.wanted())) {
      throw new Conflict(
          "The message is not in quarantine, and says nothing that is unconfirmed or unrecognised.");
    }
    return !found.isEmpty();
  }

  private static boolean isReplayable(Connection connection, MessageId message)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT m.disposition, k.id FROM message m LEFT JOIN data_key k ON k.id = m.key_id
            WHERE m.id = ?""")) {
      select.setObject(1, message.value());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        if (Disposition.of(row.getString(1)) == Disposition.DUPLICATE) {
          throw new Conflict(
              "The message is a duplicate: it repeats another one and has no events of its own.");
        }
        if (row.getObject(2) == null) {
          throw new Conflict("The message's data was erased.");
        }
        return true;
      }
    }
  }

  private Replay insert(
      ReplayState state,
      MessageSelection selection,
      @Nullable String observer,
      int rate,
      @Nullable Long counted,
      String createdBy) {
    Instant now = now();
    UUID id = TimeOrderedId.next(now);
    try {
      store.insert(id, state, selection, observer, rate, counted, createdBy);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
    return find(id).orElseThrow();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private int rate(@Nullable Integer asked) {
    if (asked != null && (asked < 1 || asked > HIGHEST_RATE)) {
      throw new InvalidInput(
          "ratePerSecond", asked.toString(), "a whole number from 1 to " + HIGHEST_RATE);
    }
    return asked == null ? usualRate : asked;
  }

  /** Returns the ids of the observers that a replay may be for, in their order. */
  public List<String> observers() {
    return planned.observers().stream().sorted().toList();
  }

  /** Returns the most messages a second where nobody asks for another number. */
  public int usualRate() {
    return usualRate;
  }

  private void checkObserver(@Nullable String observer) {
    if (observer != null && !planned.observers().contains(observer)) {
      throw new InvalidInput(
          "observer",
          observer,
          "the id of an observer that is deployed: " + String.join(", ", observers()));
    }
  }

  private MessageSelection selection(ReplayRequest request) {
    checkObserver(request.observer());
    MessageFilter filter = request.filter();
    if (request.kind() == ReplayKind.REINTERPRET && request.observer() != null) {
      throw new InvalidInput(
          "observer", request.observer(), "none: what is read otherwise is told to all observers");
    }
    Disposition disposition = filter.disposition();
    if (request.kind() == ReplayKind.OBSERVE && disposition == Disposition.DUPLICATE) {
      throw new InvalidInput(
          "filter.disposition",
          disposition.code(),
          "accepted or quarantined: others have no events");
    }
    PortalId portal = filter.portal();
    CheckType checkType = filter.checkType();
    Outcome outcome = filter.outcome();
    return new MessageSelection(
        request.kind(),
        chosen(request),
        portal == null ? null : portal.value(),
        filter.provider(),
        disposition == null ? null : disposition.code(),
        checkType == null ? null : checkType.code(),
        outcome == null ? null : outcome.code(),
        subjectRows(filter),
        filter.from(),
        end(filter.to()));
  }

  private static Set<UUID> chosen(ReplayRequest request) {
    if (request.messages().size() > MOST_CHOSEN) {
      throw new InvalidInput(
          "filter.messages",
          String.valueOf(request.messages().size()),
          "the ids of at most " + MOST_CHOSEN + " messages");
    }
    return request.messages().stream().map(MessageId::value).collect(Collectors.toSet());
  }

  private Set<UUID> subjectRows(MessageFilter filter) {
    String subject = filter.subject();
    if (subject == null) {
      return Set.of();
    }
    Set<UUID> rows = entities.inTransaction(em -> subjects.rows(em, filter.provider(), subject));
    if (rows.isEmpty()) {
      // not repeated: it is a person's
      throw new InvalidInput("filter.subject", null, "the id of a person whom messages are about");
    }
    return rows;
  }

  private Instant end(@Nullable Instant asked) {
    Instant now = now();
    return asked == null || asked.isAfter(now) ? now : asked;
  }

  /**
   * Finds out what a replay would do, looking at so many messages at most as somebody can wait for.
   *
   * @throws InvalidInput when something asked for is not accepted
   */
  public Estimate estimate(ReplayRequest request) {
    rate(request.ratePerSecond());
    MessageSelection selection = selection(request);
    long messages = 0;
    long events = 0;
    Cursor cursor = null;
    for (int looked = 0; looked < MOST_LOOKED_AT; looked += ESTIMATE_SCAN) {
      Cursor after = cursor;
      List<Scanned> scanned = asked(connection -> selection.scan(connection, after, ESTIMATE_SCAN));
      List<Scanned> wanted = scanned.stream().filter(Scanned::wanted).toList();
      messages += wanted.size();
      events += asked(connection -> events(connection, request, wanted));
      if (scanned.size() < ESTIMATE_SCAN) {
        return new Estimate(messages, events, false);
      }
      if (messages >= MOST_ESTIMATED) {
        break;
      }
      cursor = scanned.get(scanned.size() - 1).place();
    }
    return new Estimate(messages, events, true);
  }

  private long events(Connection connection, ReplayRequest request, List<Scanned> messages)
      throws SQLException {
    return switch (request.kind()) {
      case OBSERVE ->
          observe.calls(connection, messages, request.observer()).values().stream()
              .mapToLong(List::size)
              .sum();
      case REINTERPRET -> reinterpret.differences(connection, messages);
    };
  }

  /**
   * Returns replays, newest first.
   *
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before; null for the first
   * @throws InvalidInput when the cursor is none
   */
  public Page<Replay> list(int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? null : Cursor.of(cursor);
    return entities.inTransaction(
        em -> {
          Page<StoredReplay> page =
              Page.of(
                  page(em, limit, after),
                  limit,
                  last -> new Cursor(last.createdAt(), last.id()).toString());
          Map<UUID, String> people = people(em, page.items());
          return page.map(stored -> stored.shown(people.get(stored.id())));
        });
  }

  /**
   * Returns the replays just before a place, newest first.
   *
   * @param limit the most that are returned
   * @param cursor the place of the oldest that is not wanted any more
   * @return {@code next} is null when there are no newer ones
   * @throws InvalidInput when the cursor is none
   */
  public Page<Replay> listNewer(int limit, String cursor) {
    Cursor before = Cursor.of(cursor);
    return entities.inTransaction(
        em -> {
          Page<StoredReplay> page =
              Page.of(
                      newer(em, limit, before),
                      limit,
                      last -> new Cursor(last.createdAt(), last.id()).toString())
                  .reversed();
          Map<UUID, String> people = people(em, page.items());
          return page.map(stored -> stored.shown(people.get(stored.id())));
        });
  }

  private static List<StoredReplay> newer(EntityManager em, int limit, Cursor before) {
    return em.createQuery(
            "SELECT r FROM StoredReplay r WHERE r.createdAt >= :at"
                + " AND (r.createdAt > :at OR r.id > :id) ORDER BY r.createdAt, r.id",
            StoredReplay.class)
        .setParameter("at", before.at())
        .setParameter("id", before.id())
        .setMaxResults(limit + 1)
        .getResultList();
  }

  private static List<StoredReplay> page(EntityManager em, int limit, @Nullable Cursor after) {
    String where =
        after == null ? "" : " WHERE r.createdAt <= :at AND (r.createdAt < :at OR r.id < :id)";
    TypedQuery<StoredReplay> query =
        em.createQuery(
            "SELECT r FROM StoredReplay r" + where + " ORDER BY r.createdAt DESC, r.id DESC",
            StoredReplay.class);
    if (after != null) {
      query.setParameter("at", after.at()).setParameter("id", after.id());
    }
    return query.setMaxResults(limit + 1).getResultList();
  }

  /** Returns a replay. */
  public Optional<Replay> find(UUID id) {
    return entities.inTransaction(
        em ->
            Optional.ofNullable(em.find(StoredReplay.class, id))
                .map(stored -> stored.shown(people(em, List.of(stored)).get(id))));
  }

  /** Returns the people whom replays are about, of those that are about one. */
  private Map<UUID, String> people(EntityManager em, List<StoredReplay> replays) {
    if (replays.isEmpty()) {
      return Map.of();
    }
    List<StoredReplaySubject> stored =
        em.createQuery(
                "SELECT s FROM StoredReplaySubject s WHERE s.replayId IN :ids",
                StoredReplaySubject.class)
            .setParameter("ids", replays.stream().map(StoredReplay::id).toList())
            .getResultList();
    Set<UUID> rows = new HashSet<>();
    stored.forEach(each -> rows.add(each.subjectId()));
    Map<UUID, String> ids = subjects.ids(em, rows);
    Map<UUID, String> people = new HashMap<>();
    for (StoredReplaySubject each : stored) {
      String id = ids.get(each.subjectId());
      if (id == null) {
        people.putIfAbsent(each.replayId(), Replay.ERASED);
      } else {
        people.put(each.replayId(), id);
      }
    }
    return people;
  }

  /**
   * Stops a replay for now.
   *
   * @return the replay; empty when there is none of that id
   * @throws Conflict when it is not under way
   */
  public Optional<Replay> pause(UUID id) {
    return changed(id, "paused", store::pause);
  }

  /**
   * Lets a paused replay go on.
   *
   * @return the replay; empty when there is none of that id
   * @throws Conflict when it is not paused
   */
  public Optional<Replay> resume(UUID id) {
    return changed(id, "resumed", store::resume);
  }

  /**
   * Ends a replay. What it has asked for already is observed all the same.
   *
   * @return the replay; empty when there is none of that id
   * @throws Conflict when it had come to an end before
   */
  public Optional<Replay> cancel(UUID id) {
    return changed(id, "cancelled", store::cancel);
  }

  @FunctionalInterface
  private interface Change {
    boolean of(UUID id) throws SQLException;
  }

  private Optional<Replay> changed(UUID id, String participle, Change change) {
    boolean changed;
    try {
      changed = change.of(id);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
    Optional<Replay> replay = find(id);
    if (!changed && replay.isPresent()) {
      throw new Conflict(
          "The replay is %s and cannot be %s.".formatted(replay.get().state().code(), participle));
    }
    return replay;
  }

  private <T> T asked(Database.Work<T> question) {
    try {
      return database.inTransaction(question);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }
}
