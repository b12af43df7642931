package io.checkpost.ingest.background;

import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.logging.LogLine;
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
import java.util.UUID;

/**
 * Work that one node at a time does, whoever of them: it is leased, and whoever stops renewing
 * loses it. Writes that must not be done twice ask {@link #isOurs} in their own transaction, which
 * holds whatever the nodes' clocks say.
 */
public final class Duty {

  private static final Logger LOG = System.getLogger(Duty.class.getName());
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Database database;
  private final Clock clock;
  private final String name;
  private final UUID owner = UUID.randomUUID();

  /** Names a duty; a row of that name is in the table. */
  public Duty(Database database, Clock clock, String name) {
    this.database = database;
    this.clock = clock;
    this.name = name;
  }

  /**
   * Whether the duty is this node's, and for how long it had been nobody's.
   *
   * @param ours whether it is this node's for now
   * @param neglected from the end of the lease before until now; zero where there was none
   */
  public record Turn(boolean ours, Duration neglected) {}

  /** Takes the duty if it is free, or goes on with it. */
  public Turn take() throws SQLException {
    return database.inTransaction(this::take);
  }

  private Turn take(Connection connection) throws SQLException {
    Instant now = clock.instant();
    Lease lease = lock(connection);
    boolean free = !lease.until.isAfter(now);
    if (!free && !owner.equals(lease.owner)) {
      return new Turn(false, Duration.ZERO);
    }
    write(connection, now.plus(LEASE));
    return new Turn(true, free ? Duration.between(lease.until, now) : Duration.ZERO);
  }

  /** Tells whether the duty is this node's, and keeps it so until the transaction ends. */
  public boolean isOurs(Connection connection) throws SQLException {
    return owner.equals(lock(connection).owner);
  }

  /**
   * Gives the duty back, so that another node need not wait for the lease to end. That is all that
   * is lost when it cannot be done.
   */
  public void release() {
    try {
      database.inTransaction(this::release);
    } catch (SQLException | RuntimeException e) {
      LOG.log(
          Level.DEBUG, LogLine.of("duty.not-released").with("duty", name).because(e).toString());
    }
  }

  private boolean release(Connection connection) throws SQLException {
    boolean ours = isOurs(connection);
    if (ours) {
      write(connection, clock.instant());
    }
    return ours;
  }

  private record Lease(UUID owner, Instant until) {}

  private Lease lock(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT owner, lease_until FROM duty WHERE name = ? FOR UPDATE")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("there is no duty named " + name);
        }
        return new Lease(
            row.getObject(1, UUID.class), row.getObject(2, OffsetDateTime.class).toInstant());
      }
    }
  }

  private void write(Connection connection, Instant until) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE duty SET owner = ?, lease_until = ? WHERE name = ?")) {
      update.setObject(1, owner);
      update.setObject(2, until.atOffset(ZoneOffset.UTC));
      update.setString(3, name);
      update.executeUpdate();
    }
  }
}
