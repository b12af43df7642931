package io.checkpost.ingest.dispatch;

import static java.util.stream.Collectors.toSet;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.dispatch.ObserverLane.Row;
import io.checkpost.ingest.dispatch.Result.Call;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The table of what observers are owed. Of each {@link ObserverLane} the next that was never given
 * is due when it is free; those behind it are due much later, in case that whoever was to put them
 * forward did not.
 *
 * <p>Queries name all columns of an index in {@code ORDER BY}, those that are constant, too: else
 * H2 reads everything and sorts it.
 */
@ApplicationSingleton
final class OwedStore {

  private final Database database;
  private final Backoff backoff;
  private final RandomGenerator random;

  @Inject
  OwedStore(Database database, Settings settings) {
    this(database, Backoff.of(settings), RandomGenerator.getDefault());
  }

  OwedStore(Database database, Backoff backoff, RandomGenerator random) {
    this.database = database;
    this.backoff = backoff;
    this.random = random;
  }

  /** Returns the observers that are owed anything, wherever: as many statements as there are. */
  List<String> observers() throws SQLException {
    return database.inTransaction(
        connection -> {
          List<String> found = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT observer FROM owed_observation WHERE state = 'waiting' AND observer > ?
                  ORDER BY state, observer LIMIT 1""")) {
            for (String next = following(select, ""); next != null; ) {
              found.add(next);
              next = following(select, next);
            }
          }
          return found;
        });
  }

  private static @Nullable String following(PreparedStatement select, String last)
      throws SQLException {
    select.setString(1, last);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /**
   * What of an observer is due, and what else waits of the same subjects.
   *
   * @param backlogs by subject and observer, what live events wait for
   */
  record Due(
      List<Work> works,
      Map<ObserverLane.Id, ObserverLane> lanes,
      Map<UUID, Map<String, Backlog>> backlogs) {

    Map<String, Backlog> backlog(Work work) {
      return backlogs.getOrDefault(work.lane(), Map.of());
    }
  }

  /** Returns what an observer is due in the given shards, the longest due first. */
  Due due(String observer, boolean replay, Collection<Integer> shards, Instant now, int limit)
      throws SQLException {
    return database.inTransaction(
        connection -> {
          List<Work> works = dueWorks(connection, observer, replay, shards, now, limit);
          Map<ObserverLane.Id, ObserverLane> lanes = lanes(connection, subjects(works));
          return new Due(works, lanes, backlogs(lanes));
        });
  }

  private static List<Work> dueWorks(
      Connection connection,
      String observer,
      boolean replay,
      Collection<Integer> shards,
      Instant now,
      int limit)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT position, message_id, portal_id, subject_id, shard, ordinal, observer, attempts,
              first_failed_at, out_of_order, replay_id
            FROM owed_observation
            WHERE state = 'waiting' AND observer = ? AND replayed = ? AND due_at <= ?
              AND shard = ANY (?)
            ORDER BY state, observer, replayed, due_at LIMIT ?""")) {
      select.setString(1, observer);
      select.setBoolean(2, replay);
      select.setObject(3, timestamp(now));
      select.setArray(4, connection.createArrayOf("smallint", shards.toArray()));
      select.setInt(5, limit);
      List<Work> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(work(row));
        }
      }
      return found;
    }
  }

  private static Work work(ResultSet row) throws SQLException {
    return new Work(
        row.getLong(1),
        row.getObject(2, UUID.class),
        row.getObject(3, UUID.class),
        row.getObject(4, UUID.class),
        row.getInt(5),
        row.getObject(11, UUID.class),
        row.getBoolean(10),
        new Work.Owed(
            row.getInt(6),
            row.getString(7),
            row.getInt(8),
            instant(row.getObject(9, OffsetDateTime.class)),
            false));
  }

  private static Set<UUID> subjects(Collection<Work> works) {
    return works.stream().map(Work::subjectId).filter(Objects::nonNull).collect(toSet());
  }

  /** Returns by subject and observer what live events wait for. */
  Map<UUID, Map<String, Backlog>> backlogs(Collection<UUID> subjects) throws SQLException {
    return subjects.isEmpty()
        ? Map.of()
        : database.inTransaction(connection -> backlogs(lanes(connection, subjects)));
  }

  private static Map<UUID, Map<String, Backlog>> backlogs(
      Map<ObserverLane.Id, ObserverLane> lanes) {
    Map<UUID, Map<String, Backlog>> backlogs = new HashMap<>();
    lanes.forEach(
        (id, lane) -> {
          if (!id.replay()) {
            backlogs
                .computeIfAbsent(id.subjectId(), subject -> new HashMap<>())
                .put(id.observer(), lane.backlog());
          }
        });
    return backlogs;
  }

  private static Map<ObserverLane.Id, ObserverLane> lanes(
      Connection connection, Collection<UUID> subjects) throws SQLException {
    if (subjects.isEmpty()) {
      return Map.of();
    }
    Map<ObserverLane.Id, List<Row>> rows = new LinkedHashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT subject_id, observer, replayed, message_id, ordinal, first_failed_at,
              hold_until, due_at
            FROM owed_observation WHERE subject_id = ANY (?) AND state = 'waiting'
            ORDER BY position, ordinal""")) {
      select.setArray(1, connection.createArrayOf("uuid", subjects.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.computeIfAbsent(
                  new ObserverLane.Id(
                      row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3)),
                  id -> new ArrayList<>())
              .add(row(row));
        }
      }
    }
    Map<ObserverLane.Id, ObserverLane> lanes = new HashMap<>();
    rows.forEach((id, its) -> lanes.put(id, new ObserverLane(its)));
    return lanes;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getObject(4, UUID.class),
        row.getInt(5),
        instant(row.getObject(6, OffsetDateTime.class)),
        instant(row.getObject(7, OffsetDateTime.class)),
        row.getObject(8, OffsetDateTime.class).toInstant());
  }

  /** Looks at works again later. */
  void postpone(Map<Work, Instant> dueAt) throws SQLException {
    if (dueAt.isEmpty()) {
      return;
    }
    database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  """
                  UPDATE owed_observation SET due_at = ?
                  WHERE message_id = ? AND ordinal = ? AND observer = ? AND state = 'waiting'""")) {
            for (Map.Entry<Work, Instant> entry : dueAt.entrySet()) {
              Work.Owed owed = Objects.requireNonNull(entry.getKey().owed());
              update.setObject(1, timestamp(entry.getValue()));
              setKey(update, 2, entry.getKey().messageId(), owed.ordinal(), owed.observer());
              update.addBatch();
            }
            update.executeBatch();
          }
          return dueAt.size();
        });
  }

  /** When something that stands behind others is looked at, should nobody put it forward. */
  Instant muchLater(Instant now) {
    return now.plus(backoff.orderHold());
  }

  /**
   * What stands in the table after results were written.
   *
   * @param backlogs by subject and observer, of every subject that the results concern
   * @param died the results that were the last attempt
   */
  record Written(Map<UUID, Map<String, Backlog>> backlogs, List<Died> died) {}

  record Died(Result result, Call call, int attempts, String cause, Instant at) {}

  /** Writes what became of works: within the transaction that writes their end. */
  Written write(Connection connection, Collection<Result> results, Instant now)
      throws SQLException {
    List<Result> concerned = results.stream().filter(Result::concernsOwed).toList();
    if (concerned.isEmpty()) {
      return new Written(Map.of(), List.of());
    }
    List<Died> died = new ArrayList<>();
    List<NewRow> rows = newRows(concerned, died);
    revive(connection, rows);
    insert(connection, rows);
    settle(connection, concerned, died);
    markOvertaken(connection, concerned);
    Set<UUID> subjects = subjects(concerned.stream().map(Result::work).toList());
    Map<ObserverLane.Id, ObserverLane> lanes = lanes(connection, subjects);
    putForward(connection, lanes, now);
    Map<UUID, Map<String, Backlog>> backlogs = backlogs(lanes);
    Map<UUID, Map<String, Backlog>> complete = new HashMap<>();
    subjects.forEach(subject -> complete.put(subject, backlogs.getOrDefault(subject, Map.of())));
    return new Written(complete, died);
  }

  private record NewRow(
      Work work,
      Call call,
      int attempts,
      @Nullable Instant failedAt,
      @Nullable String cause,
      boolean dead,
      Instant dueAt,
      @Nullable Instant holdUntil) {}

  private List<NewRow> newRows(Collection<Result> results, List<Died> died) {
    List<NewRow> rows = new ArrayList<>();
    for (Result result : results) {
      if (result.work().owed() == null) {
        for (Result.Failure failure : result.failures()) {
          rows.add(failedRow(result, failure, died));
        }
        for (Call call : result.held()) {
          rows.add(heldRow(result, call));
        }
      }
    }
    return rows;
  }

  private NewRow failedRow(Result result, Result.Failure failure, List<Died> died) {
    boolean dead = backoff.isLast(1);
    if (dead) {
      died.add(new Died(result, failure.call(), 1, failure.cause(), failure.at()));
    }
    return new NewRow(
        result.work(),
        failure.call(),
        1,
        failure.at(),
        failure.cause(),
        dead,
        failure.at().plus(backoff.after(1, random)),
        backoff.holdUntil(1, failure.at()));
  }

  /** Put forward right after it is inserted, when it is the next. */
  private NewRow heldRow(Result result, Call call) {
    Instant dueAt =
        result.work().subjectId() == null ? result.observedAt() : muchLater(result.observedAt());
    return new NewRow(result.work(), call, 0, null, null, false, dueAt, null);
  }

  /** A message can be observed again: what was given up of it is then no longer. */
  private static void revive(Connection connection, List<NewRow> rows) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE owed_observation SET position = ?, portal_id = ?, subject_id = ?, shard = ?,
              attempts = ?, failed_at = ?, cause = ?, state = ?, due_at = ?, first_failed_at = ?,
              hold_until = ?, out_of_order = ?, replay_id = ?
            WHERE message_id = ? AND ordinal = ? AND observer = ? AND state <> 'waiting'""")) {
      addBatches(update, rows);
    }
  }

  private static void insert(Connection connection, List<NewRow> rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO owed_observation (position, portal_id, subject_id, shard, attempts,
              failed_at, cause, state, due_at, first_failed_at, hold_until, out_of_order, replay_id,
              message_id, ordinal, observer)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
      addBatches(insert, rows);
    }
  }

  private static void addBatches(PreparedStatement statement, List<NewRow> rows)
      throws SQLException {
    for (NewRow row : rows) {
      Work work = row.work;
      statement.setLong(1, work.position());
      statement.setObject(2, work.portalId());
      statement.setObject(3, work.subjectId());
      statement.setInt(4, work.shard());
      statement.setInt(5, row.attempts);
      statement.setObject(6, nullableTimestamp(row.failedAt));
      statement.setString(7, row.cause);
      statement.setString(8, row.dead ? "dead" : "waiting");
      statement.setObject(9, timestamp(row.dueAt));
      statement.setObject(10, nullableTimestamp(row.failedAt));
      statement.setObject(11, nullableTimestamp(row.holdUntil));
      statement.setBoolean(12, work.outOfOrder());
      statement.setObject(13, work.replayId());
      setKey(statement, 14, work.messageId(), row.call.ordinal(), row.call.observer());
      statement.addBatch();
    }
    statement.executeBatch();
  }

  /** What was owed is settled by success; another failure counts and waits on, or was the last. */
  private void settle(Connection connection, Collection<Result> results, List<Died> died)
      throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                """
                DELETE FROM owed_observation
                WHERE message_id = ? AND ordinal = ? AND observer = ?""");
        PreparedStatement update =
            connection.prepareStatement(
                """
                UPDATE owed_observation SET attempts = ?, failed_at = ?, cause = ?, state = ?,
                  due_at = ?, first_failed_at = COALESCE(first_failed_at, ?),
                  hold_until = COALESCE(hold_until, ?)
                WHERE message_id = ? AND ordinal = ? AND observer = ? AND state = 'waiting'""")) {
      for (Result result : results) {
        Work.Owed owed = result.work().owed();
        if (owed != null && result.failures().isEmpty()) {
          setKey(delete, 1, result.work().messageId(), owed.ordinal(), owed.observer());
          delete.addBatch();
        } else if (owed != null) {
          setFailure(update, result, owed, died);
          update.addBatch();
        }
      }
      delete.executeBatch();
      update.executeBatch();
    }
  }

  private void setFailure(PreparedStatement update, Result result, Work.Owed owed, List<Died> died)
      throws SQLException {
    Result.Failure failure = result.failures().get(0);
    int attempts = owed.attempts() + 1;
    boolean dead = backoff.isLast(attempts);
    if (dead) {
      died.add(new Died(result, failure.call(), attempts, failure.cause(), failure.at()));
    }
    update.setInt(1, attempts);
    update.setObject(2, timestamp(failure.at()));
    update.setString(3, failure.cause());
    update.setString(4, dead ? "dead" : "waiting");
    update.setObject(5, timestamp(failure.at().plus(backoff.after(attempts, random))));
    update.setObject(6, timestamp(failure.at()));
    update.setObject(7, timestamp(failure.at().plus(backoff.orderHold())));
    setKey(update, 8, result.work().messageId(), owed.ordinal(), owed.observer());
  }

  private static void markOvertaken(Connection connection, Collection<Result> results)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE owed_observation SET out_of_order = TRUE
            WHERE subject_id = ? AND state = 'waiting' AND observer = ? AND replayed = ?
              AND NOT out_of_order AND first_failed_at IS NOT NULL
              AND (position < ? OR (position = ? AND ordinal < ?))""")) {
      for (Result result : results) {
        Work work = result.work();
        for (Call call : overtaking(result)) {
          update.setObject(1, work.subjectId());
          update.setString(2, call.observer());
          // a late message that a replay brings is given in the live lane
          update.setBoolean(3, work.owed() != null && work.isReplay());
          update.setLong(4, work.position());
          update.setLong(5, work.position());
          update.setInt(6, call.ordinal());
          update.addBatch();
        }
      }
      update.executeBatch();
    }
  }

  private static List<Call> overtaking(Result result) {
    Work.Owed owed = result.work().owed();
    return owed != null && owed.overtakes()
        ? List.of(new Call(owed.ordinal(), owed.observer()))
        : result.overtaking();
  }

  /** Makes what comes next in the lanes of some subjects due when it is free. */
  static void putForward(Connection connection, Collection<UUID> subjects, Instant now)
      throws SQLException {
    putForward(connection, lanes(connection, subjects), now);
  }

  private static void putForward(
      Connection connection, Map<ObserverLane.Id, ObserverLane> lanes, Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE owed_observation SET due_at = ?
            WHERE message_id = ? AND ordinal = ? AND observer = ?""")) {
      for (Map.Entry<ObserverLane.Id, ObserverLane> entry : lanes.entrySet()) {
        Optional<Row> next = entry.getValue().next();
        if (next.isPresent()) {
          Row row = next.get();
          Instant free = entry.getValue().freeFrom(row.messageId(), row.ordinal()).orElse(now);
          if (free.isBefore(now) ? row.dueAt().isAfter(now) : !row.dueAt().equals(free)) {
            update.setObject(1, timestamp(free.isBefore(now) ? now : free));
            setKey(update, 2, row.messageId(), row.ordinal(), entry.getKey().observer());
            update.addBatch();
          }
        }
      }
      update.executeBatch();
    }
  }

  private static void setKey(
      PreparedStatement statement, int from, UUID messageId, int ordinal, String observer)
      throws SQLException {
    statement.setObject(from, messageId);
    statement.setInt(from + 1, ordinal);
    statement.setString(from + 2, observer);
  }

  static OffsetDateTime timestamp(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime nullableTimestamp(@Nullable Instant at) {
    return at == null ? null : timestamp(at);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }
}
