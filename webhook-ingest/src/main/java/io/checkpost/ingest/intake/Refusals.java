package io.checkpost.ingest.intake;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Requests that left no message, counted by hour, cause and portal, with the latest of each sampled
 * without its body. Counting costs intake nothing but a lock; what was counted is brought to the
 * database every few seconds.
 */
@ApplicationSingleton
public final class Refusals implements BackgroundWork {

  private static final Logger LOG = System.getLogger(Refusals.class.getName());
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(5);

  /** Stands for a refusal before any portal was known. */
  private static final UUID NO_PORTAL = new UUID(0, 0);

  private static final int MAX_WAITING = 10_000;
  private static final Cursor START =
      new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(0, 0));

  private final Database database;
  private final Clock clock;
  private final IntakeMeters meters;
  private Map<Key, Count> waiting = new HashMap<>();
  private final Rounds rounds = new Rounds("intake.refusals", BETWEEN_WRITES, this::write);

  /** Creates the counters. */
  @Inject
  Refusals(Database database, Clock clock, IntakeMeters meters) {
    this.database = database;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public void start(ThreadFactory threads) {
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    if (rounds.close(patience)) {
      try {
        write();
      } catch (SQLException | RuntimeException e) {
        LOG.log(Level.WARNING, LogLine.of("intake.refusals-not-written").because(e).toString());
      }
    }
  }

  private record Key(Instant since, RefusalCause cause, UUID portalId) {}

  private record Count(long refused, String sample) {

    Count plus(Count other) {
      return new Count(refused + other.refused, other.sample);
    }
  }

  void count(RefusalCause cause, HttpServletRequest request) {
    meters.refused(cause, null);
    note(cause, NO_PORTAL, request);
  }

  void count(RefusalCause cause, UUID portalId, HttpServletRequest request) {
    meters.refused(cause, portalId);
    note(cause, portalId, request);
  }

  private void note(RefusalCause cause, UUID portalId, HttpServletRequest request) {
    Key key = new Key(clock.instant().truncatedTo(ChronoUnit.HOURS), cause, portalId);
    add(key, new Count(1, sample(request)));
  }

  /** The path is left out: it may be a token that was mistyped by one letter. */
  private static String sample(HttpServletRequest request) {
    return "%s, %d bytes announced, from %s"
        .formatted(request.getMethod(), request.getContentLengthLong(), request.getRemoteAddr());
  }

  private synchronized void add(Key key, Count count) {
    if (waiting.size() < MAX_WAITING || waiting.containsKey(key)) {
      waiting.merge(key, count, Count::plus);
    }
  }

  private synchronized Map<Key, Count> take() {
    Map<Key, Count> taken = waiting;
    waiting = new HashMap<>();
    return taken;
  }

  /** Writes what was counted since the last time; keeps it when the database refuses. */
  private void write() throws SQLException {
    Map<Key, Count> taken = take();
    if (taken.isEmpty()) {
      return;
    }
    try {
      database.inTransaction(
          connection -> {
            for (Map.Entry<Key, Count> entry : taken.entrySet()) {
              write(connection, entry.getKey(), entry.getValue());
            }
            return taken.size();
          });
    } catch (SQLException | RuntimeException e) {
      taken.forEach(this::add);
      throw e;
    }
  }

  /**
   * Refusals of one hour, cause and portal.
   *
   * @param id of this count
   * @param since the hour's beginning
   * @param cause why the requests left no message
   * @param portalId the portal they were for; null where none was known
   * @param refused how many there were
   * @param sample the latest of them, without path and body
   */
  public record Counted(
      UUID id,
      Instant since,
      String cause,
      @Nullable PortalId portalId,
      long refused,
      @Nullable String sample) {}

  /**
   * Returns what was written so far, the latest hour first.
   *
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Page<Counted> list(int limit, @Nullable String cursor) {
    Cursor after = cursor == null ? START : Cursor.of(cursor);
    try {
      List<Counted> found = database.inTransaction(connection -> select(connection, limit, after));
      return Page.of(found, limit, counted -> new Cursor(counted.since, counted.id).toString());
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static List<Counted> select(Connection connection, int limit, Cursor after)
      throws SQLException {
    List<Counted> found = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT id, since, cause, portal_id, refused, sample FROM refusal
            WHERE since <= ? AND (since < ? OR id < ?)
            ORDER BY since DESC, id DESC LIMIT ?""")) {
      select.setObject(1, after.at().atOffset(ZoneOffset.UTC));
      select.setObject(2, after.at().atOffset(ZoneOffset.UTC));
      select.setObject(3, after.id());
      select.setInt(4, limit + 1);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          UUID portalId = row.getObject(4, UUID.class);
          found.add(
              new Counted(
                  row.getObject(1, UUID.class),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getString(3),
                  NO_PORTAL.equals(portalId) ? null : new PortalId(portalId),
                  row.getLong(5),
                  row.getString(6)));
        }
      }
    }
    return found;
  }

  private static void write(Connection connection, Key key, Count count) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO refusal (since, cause, portal_id, id, refused) VALUES (?, ?, ?, ?, 0)
                ON CONFLICT DO NOTHING""");
        PreparedStatement update =
            connection.prepareStatement(
                """
                UPDATE refusal SET refused = refused + ?, sample = ?
                WHERE since = ? AND cause = ? AND portal_id = ?""")) {
      insert.setObject(1, key.since.atOffset(ZoneOffset.UTC));
      insert.setString(2, key.cause.code());
      insert.setObject(3, key.portalId);
      insert.setObject(4, TimeOrderedId.next(key.since));
      insert.executeUpdate();
      update.setLong(1, count.refused);
      update.setString(2, count.sample);
      update.setObject(3, key.since.atOffset(ZoneOffset.UTC));
      update.setString(4, key.cause.code());
      update.setObject(5, key.portalId);
      update.executeUpdate();
    }
  }
}
