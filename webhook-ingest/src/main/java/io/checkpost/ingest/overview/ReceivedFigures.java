package io.checkpost.ingest.overview;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.journal.Disposition;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was received: hours, and what was not folded into them yet, in one statement, which
 * sees either a delta or the hour that it went into and never both. So figures are exact at once.
 * What that costs depends on the period and the kinds of check, not on the number of messages or
 * portals. Safe for use by many threads. Every call throws {@link DatabaseUnavailable} when the
 * database cannot be asked.
 */
@ApplicationSingleton
public final class ReceivedFigures {

  /** What stands for all portals together. */
  static final UUID ALL_PORTALS = new UUID(0, 0);

  private final Database database;
  private final Clock clock;

  /** Creates the bean. */
  @Inject
  public ReceivedFigures(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Returns what was received in a period.
   *
   * @param portal the only portal; null for all
   * @param zone whose days they are
   */
  public Received of(Period period, @Nullable PortalId portal, ZoneId zone) {
    Slots slots = new Slots(period.bounds(clock.instant(), zone));
    try {
      return database.inTransaction(connection -> select(connection, portal, slots));
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static Received select(Connection connection, @Nullable PortalId portal, Slots slots)
      throws SQLException {
    UUID deltasOf = portal == null ? null : portal.value();
    // what is reported is wanted for the whole period
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT since, disposition, check_type, outcome, SUM(messages)
            FROM (
              SELECT CASE WHEN check_type = '' THEN since END AS since, disposition, check_type,
                outcome, messages
              FROM received_hour WHERE portal_id = ? AND since >= ? AND since < ?
              UNION ALL
              SELECT CASE WHEN check_type = '' THEN since END AS since, disposition, check_type,
                outcome, messages
              FROM received_delta WHERE since >= ? AND since < ?%s) figures
            GROUP BY since, disposition, check_type, outcome
            ORDER BY check_type, outcome"""
                .formatted(deltasOf == null ? "" : " AND portal_id = ?"))) {
      select.setObject(1, deltasOf == null ? ALL_PORTALS : deltasOf);
      select.setObject(2, timestamp(slots.from()));
      select.setObject(3, timestamp(slots.to()));
      select.setObject(4, timestamp(slots.from()));
      select.setObject(5, timestamp(slots.to()));
      if (deltasOf != null) {
        select.setObject(6, deltasOf);
      }
      try (ResultSet row = select.executeQuery()) {
        return read(row, slots);
      }
    }
  }

  private static Received read(ResultSet row, Slots slots) throws SQLException {
    List<Received.Reported> reported = new ArrayList<>();
    while (row.next()) {
      OffsetDateTime since = row.getObject(1, OffsetDateTime.class);
      long messages = row.getLong(5);
      if (since != null) {
        slots.add(since.toInstant(), Disposition.of(row.getString(2)), messages);
      } else if (messages != 0) {
        reported.add(
            new Received.Reported(
                new CheckType(row.getString(3)), Outcome.of(row.getString(4)), messages));
      }
    }
    return new Received(slots.filled(), reported);
  }

  /** The parts of a period while they are filled. */
  private static final class Slots {

    private final List<Instant> bounds;
    private final TreeMap<Instant, Map<Disposition, Long>> counts = new TreeMap<>();

    Slots(List<Instant> bounds) {
      this.bounds = bounds;
      for (Instant begin : bounds.subList(0, bounds.size() - 1)) {
        counts.put(begin, new EnumMap<>(Disposition.class));
      }
    }

    Instant from() {
      return bounds.get(0);
    }

    Instant to() {
      return bounds.get(bounds.size() - 1);
    }

    void add(Instant since, Disposition disposition, long messages) {
      counts.floorEntry(since).getValue().merge(disposition, messages, Long::sum);
    }

    List<Received.Slot> filled() {
      List<Received.Slot> filled = new ArrayList<>();
      for (int i = 0; i < bounds.size() - 1; i++) {
        Map<Disposition, Long> count = counts.getOrDefault(bounds.get(i), Map.of());
        filled.add(
            new Received.Slot(
                bounds.get(i),
                bounds.get(i + 1),
                count.getOrDefault(Disposition.ACCEPTED, 0L),
                count.getOrDefault(Disposition.DUPLICATE, 0L),
                count.getOrDefault(Disposition.QUARANTINED, 0L)));
      }
      return filled;
    }
  }

  /** Tells whether nothing was ever received. */
  public boolean isNothing() {
    try {
      return database.inTransaction(
          connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(
                        """
                        SELECT 1 FROM received_hour
                        UNION ALL SELECT 1 FROM received_delta LIMIT 1""");
                ResultSet row = select.executeQuery()) {
              return !row.next();
            }
          });
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  private static OffsetDateTime timestamp(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
