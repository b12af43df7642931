package io.checkpost.ingest.dispatch;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.dispatch.OwedObservation.State;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What observers are owed, for people: to look at, to have tried again, to close. Safe for use by
 * many threads. Every call throws {@link DatabaseUnavailable} when the database cannot be asked.
 *
 * <p>Reads by JDBC, as the dispatcher does: each list is put together of ranges of one index.
 */
@ApplicationSingleton
public final class OwedObservations {

  private static final int BATCH = 500;

  private final Database database;
  private final ObserverRegistry registry;
  private final Clock clock;

  /** Creates the bean. */
  @Inject
  public OwedObservations(Database database, ObserverRegistry registry, Clock clock) {
    this.database = database;
    this.registry = registry;
    this.clock = clock;
  }

  private <T> T asked(Database.Work<T> question) {
    try {
      return database.inTransaction(question);
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /** Returns every observer that a node has or had, by id, and what it is owed. */
  public List<ObservedState> observers() {
    return asked(
        connection -> {
          List<ObservedState> states = new ArrayList<>();
          for (ObserverRegistry.Known known : registry.all(connection)) {
            states.add(state(connection, known));
          }
          return states;
        });
  }

  private static ObservedState state(Connection connection, ObserverRegistry.Known known)
      throws SQLException {
    int waiting = count(connection, known.id(), State.WAITING);
    return new ObservedState(
        known.id(),
        known.eventType(),
        known.priority(),
        known.deployed(),
        known.registeredAt().toInstant(),
        known.seenAt().toInstant(),
        known.deployed() ? waiting : 0,
        count(connection, known.id(), State.DEAD),
        known.deployed() ? 0 : waiting,
        waiting == 0 ? null : oldest(connection, known.id()),
        failures(connection, known.id(), "first_failed_at").stream()
            .map(FirstFailed::since)
            .min(Comparator.<Instant>naturalOrder())
            .orElse(null),
        failures(connection, known.id(), "first_failed_at DESC").stream()
            .max(comparing(FirstFailed::since))
            .map(FirstFailed::failure)
            .orElse(null));
  }

  /** What an observer failed on, and since when. */
  private record FirstFailed(Instant since, ObservedState.Failure failure) {}

  /** Returns what is at one end of what is waiting and dead, each found by the same index. */
  private static List<FirstFailed> failures(Connection connection, String observer, String order)
      throws SQLException {
    List<FirstFailed> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT first_failed_at, message_id, cause, failed_at FROM owed_observation
            WHERE observer = ? AND state = ? AND first_failed_at >= ?
            ORDER BY %s LIMIT 1"""
                .formatted(
                    order.endsWith("DESC")
                        ? "observer DESC, state DESC, " + order
                        : "observer, state, " + order))) {
      for (State state : List.of(State.WAITING, State.DEAD)) {
        select.setString(1, observer);
        select.setString(2, state.stored());
        select.setObject(3, OwedStore.timestamp(Instant.EPOCH));
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            found.add(firstFailed(row));
          }
        }
      }
    }
    return found;
  }

  private static FirstFailed firstFailed(ResultSet row) throws SQLException {
    Instant since = row.getObject(1, OffsetDateTime.class).toInstant();
    Instant last = instant(row, 4);
    String cause = row.getString(3);
    return new FirstFailed(
        since,
        new ObservedState.Failure(
            new MessageId(row.getObject(2, UUID.class)),
            cause == null ? "" : cause,
            last == null ? since : last));
  }

  private static int count(Connection connection, String observer, State state)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT COUNT(*) FROM (
              SELECT 1 FROM owed_observation WHERE observer = ? AND state = ? LIMIT ?) counted""")) {
      select.setString(1, observer);
      select.setString(2, state.stored());
      select.setInt(3, ObservedState.MOST_COUNTED);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static @Nullable Instant oldest(Connection connection, String observer)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT received_at FROM message WHERE id = (
              SELECT message_id FROM owed_observation
              WHERE observer = ? AND state = 'waiting' AND replayed = FALSE
              ORDER BY observer DESC, state DESC, replayed DESC, message_id, ordinal LIMIT 1)""")) {
      select.setString(1, observer);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getObject(1, OffsetDateTime.class).toInstant() : null;
      }
    }
  }

  private static final Comparator<OwedObservation> NEWEST_FIRST =
      comparing(OwedObservations::place, reverseOrder());

  private static ObservationPlace place(OwedObservation owed) {
    return ObservationPlace.of(owed);
  }

  /**
   * Returns what observers are owed, newest message first.
   *
   * @param observer the only observer; null for all
   * @param state the only state; null for all
   * @param limit the most that are returned
   * @param cursor the {@code next} of the page before, with the same filter; null for the first
   * @throws InvalidInput when the cursor is none
   */
  public Page<OwedObservation> list(
      @Nullable String observer, @Nullable State state, int limit, @Nullable String cursor) {
    ObservationPlace after =
        cursor == null ? ObservationPlace.BEFORE_ALL : ObservationPlace.read(cursor);
    return Page.of(
        asked(connection -> some(connection, observer, state, OLDER, after, limit + 1)),
        limit,
        OwedObservation::place);
  }

  /**
   * Returns the part of the list right before a place, newest message first; {@code next} is given
   * when there is yet more before it.
   *
   * @param observer the only observer; null for all
   * @param state the only state; null for all
   * @param limit the most that are returned
   * @param cursor the place of the first that was seen
   * @throws InvalidInput when the cursor is none
   */
  public Page<OwedObservation> listNewer(
      @Nullable String observer, @Nullable State state, int limit, String cursor) {
    ObservationPlace before = ObservationPlace.read(cursor);
    return Page.of(
            asked(connection -> some(connection, observer, state, NEWER, before, limit + 1)),
            limit,
            OwedObservation::place)
        .reversed();
  }

  /** One way through the list: what lies beyond a place, and what of it comes first. */
  private record Way(String beyond, String order, Comparator<OwedObservation> comparator) {

    long ordinalOf(ObservationPlace place, String observer) {
      return comparator == NEWEST_FIRST
          ? place.lastOrdinalOf(observer)
          : place.firstOrdinalOf(observer);
    }
  }

  private static final Way OLDER =
      new Way(
          "message_id <= ? AND (message_id < ? OR ordinal <= ?)",
          "observer, state, replayed, message_id DESC, ordinal DESC",
          NEWEST_FIRST);

  private static final Way NEWER =
      new Way(
          "message_id >= ? AND (message_id > ? OR ordinal >= ?)",
          "observer DESC, state DESC, replayed DESC, message_id, ordinal",
          NEWEST_FIRST.reversed());

  private List<OwedObservation> some(
      Connection connection,
      @Nullable String observer,
      @Nullable State only,
      Way way,
      ObservationPlace place,
      int most)
      throws SQLException {
    Set<State> states = only == null ? EnumSet.allOf(State.class) : EnumSet.of(only);
    List<OwedObservation> found = new ArrayList<>();
    for (ObserverRegistry.Known known : registry.all(connection)) {
      if (observer == null || observer.equals(known.id())) {
        for (State state : states) {
          if (state.canBeOf(known.deployed())) {
            select(connection, known, state, false, way, place, most, found);
            select(connection, known, state, true, way, place, most, found);
          }
        }
      }
    }
    found.sort(way.comparator);
    return found.size() > most ? List.copyOf(found.subList(0, most)) : found;
  }

  private static void select(
      Connection connection,
      ObserverRegistry.Known observer,
      State state,
      boolean replay,
      Way way,
      ObservationPlace place,
      int most,
      List<OwedObservation> found)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT message_id, observer, ordinal, state, attempts, first_failed_at, failed_at,
              due_at, cause, out_of_order
            FROM owed_observation
            WHERE observer = ? AND state = ? AND replayed = ? AND %s
            ORDER BY %s LIMIT ?"""
                .formatted(way.beyond, way.order))) {
      select.setString(1, observer.id());
      select.setString(2, state.stored());
      select.setBoolean(3, replay);
      select.setObject(4, place.messageId());
      select.setObject(5, place.messageId());
      select.setLong(6, way.ordinalOf(place, observer.id()));
      select.setInt(7, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(owed(row, observer.deployed(), replay));
        }
      }
    }
  }

  private static OwedObservation owed(ResultSet row, boolean deployed, boolean replay)
      throws SQLException {
    int ordinal = row.getInt(3);
    State state = State.of(row.getString(4), deployed);
    return new OwedObservation(
        new MessageId(row.getObject(1, UUID.class)),
        row.getString(2),
        ordinal == Work.MESSAGE_EVENT ? null : ordinal,
        state,
        row.getInt(5),
        instant(row, 6),
        instant(row, 7),
        state == State.WAITING ? instant(row, 8) : null,
        row.getString(9),
        row.getBoolean(10),
        replay);
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private record Key(UUID messageId, int ordinal, @Nullable UUID subjectId) {}

  private static final UUID LOWERMOST = new UUID(0, Long.MIN_VALUE);
  private static final UUID UPPERMOST = ObservationPlace.BEFORE_ALL.messageId();

  /** What is done to what was selected. */
  private interface Change {
    int to(Connection connection, String observer, List<Key> keys, Instant now) throws SQLException;
  }

  /**
   * Has what failed tried again at once, with all its attempts before it. It no longer holds back
   * what came after it.
   *
   * @param observer whose
   * @param messageId the only message; null for all
   * @param state what of it: dead, waiting or parked
   * @return how much it was
   * @throws InvalidInput when no such observer was ever seen
   */
  public int retry(String observer, @Nullable MessageId messageId, State state) {
    return change(observer, messageId, state, OwedObservations::retry);
  }

  /**
   * Gives up what is owed: it is kept, and not tried again.
   *
   * @param observer whose
   * @param messageId the only message; null for all
   * @param state what of it: dead, waiting or parked
   * @return how much it was
   * @throws InvalidInput when no such observer was ever seen
   */
  public int close(String observer, @Nullable MessageId messageId, State state) {
    return change(observer, messageId, state, OwedObservations::close);
  }

  private int change(String observer, @Nullable MessageId messageId, State state, Change change) {
    if (!isPossible(observer, state)) {
      return 0;
    }
    return changeAll(observer, messageId, state, false, change)
        + changeAll(observer, messageId, state, true, change);
  }

  private int changeAll(
      String observer, @Nullable MessageId messageId, State state, boolean replay, Change change) {
    int affected = 0;
    Key last = new Key(UPPERMOST, Work.MESSAGE_EVENT, null);
    while (last != null) {
      Key after = last;
      Batch batch =
          asked(
              connection -> {
                List<Key> keys = keys(connection, observer, messageId, state, replay, after);
                return changeBatch(connection, observer, keys, change);
              });
      affected += batch.affected;
      last = batch.last;
    }
    return affected;
  }

  private boolean isPossible(String observer, State state) {
    return asked(registry::all).stream()
        .filter(known -> known.id().equals(observer))
        .findFirst()
        .map(known -> state.canBeOf(known.deployed()))
        .orElseThrow(() -> new InvalidInput("observer", observer, "the id of an observer"));
  }

  /** A part of a change, so that none holds many rows; {@code last} is null when it is the end. */
  private record Batch(int affected, @Nullable Key last) {}

  private Batch changeBatch(Connection connection, String observer, List<Key> keys, Change change)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    int affected = change.to(connection, observer, keys, now);
    OwedStore.putForward(connection, subjects(keys), now);
    return new Batch(affected, keys.size() < BATCH ? null : keys.get(keys.size() - 1));
  }

  private static List<Key> keys(
      Connection connection,
      String observer,
      @Nullable MessageId messageId,
      State state,
      boolean replay,
      Key after)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT message_id, ordinal, subject_id FROM owed_observation
            WHERE observer = ? AND state = ? AND replayed = ? AND message_id >= ?
              AND message_id <= ? AND (message_id < ? OR ordinal < ?)
            ORDER BY observer, state, replayed, message_id DESC, ordinal DESC LIMIT ?""")) {
      select.setString(1, observer);
      select.setString(2, state.stored());
      select.setBoolean(3, replay);
      select.setObject(4, messageId == null ? LOWERMOST : messageId.value());
      select.setObject(5, messageId == null ? after.messageId : messageId.value());
      select.setObject(6, after.messageId);
      select.setInt(7, after.ordinal);
      select.setInt(8, BATCH);
      List<Key> keys = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          keys.add(
              new Key(row.getObject(1, UUID.class), row.getInt(2), row.getObject(3, UUID.class)));
        }
      }
      return keys;
    }
  }

  private static Set<UUID> subjects(List<Key> keys) {
    Set<UUID> subjects = new HashSet<>();
    for (Key key : keys) {
      if (key.subjectId != null) {
        subjects.add(key.subjectId);
      }
    }
    return subjects;
  }

  /** What was never tried has its turn, and needs no other. */
  private static int retry(Connection connection, String observer, List<Key> keys, Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE owed_observation SET state = 'waiting', attempts = 0, due_at = ?,
              hold_until = ?,
              out_of_order = out_of_order OR EXISTS (
                SELECT 1 FROM message m
                WHERE m.subject_id = owed_observation.subject_id
                  AND m.id > owed_observation.message_id AND m.disposition = 'accepted')
            WHERE message_id = ? AND ordinal = ? AND observer = ?
              AND state <> 'closed' AND first_failed_at IS NOT NULL""")) {
      for (Key key : keys) {
        update.setObject(1, OwedStore.timestamp(now));
        update.setObject(2, OwedStore.timestamp(now));
        setKey(update, 3, key, observer);
        update.addBatch();
      }
      return sum(update.executeBatch());
    }
  }

  private static int close(Connection connection, String observer, List<Key> keys, Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE owed_observation SET state = 'closed'
            WHERE message_id = ? AND ordinal = ? AND observer = ? AND state <> 'closed'""")) {
      for (Key key : keys) {
        setKey(update, 1, key, observer);
        update.addBatch();
      }
      return sum(update.executeBatch());
    }
  }

  private static void setKey(PreparedStatement update, int from, Key key, String observer)
      throws SQLException {
    update.setObject(from, key.messageId);
    update.setInt(from + 1, key.ordinal);
    update.setString(from + 2, observer);
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }
}
