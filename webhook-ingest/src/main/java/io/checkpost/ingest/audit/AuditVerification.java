package io.checkpost.ingest.audit;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells whether the audit log is as it was written. Safe for use by many threads. */
@ApplicationSingleton
public final class AuditVerification {

  private static final int READ_AT_ONCE = 1_000;

  private final Database database;
  private final KeysetInForce keyset;

  /** Creates the bean. */
  @Inject
  public AuditVerification(Database database, KeysetInForce keyset) {
    this.database = database;
    this.keyset = keyset;
  }

  /**
   * Reads the whole chain, in pages, and tells where it breaks. What is written meanwhile is not
   * looked at.
   *
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Result verify() {
    try {
      ChainEnd end = database.inTransaction(connection -> ChainEnd.read(connection));
      byte[] mac = Chain.BEGIN;
      for (long done = 0; done < end.sequence(); done += READ_AT_ONCE) {
        long from = done;
        byte[] before = mac;
        long to = Math.min(end.sequence(), done + READ_AT_ONCE);
        Link link = database.inTransaction(connection -> follow(connection, before, from, to));
        if (link.brokenAt != null) {
          return new Result(end.sequence(), link.brokenAt);
        }
        mac = link.mac;
      }
      boolean whole = MessageDigest.isEqual(mac, end.mac());
      return new Result(end.sequence(), whole ? null : end.sequence());
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Link(byte[] mac, @Nullable Long brokenAt) {}

  /** Follows the chain over some rows; a row that is missing or another breaks it at its place. */
  private Link follow(Connection connection, byte[] before, long after, long to)
      throws SQLException {
    byte[] mac = before;
    long expected = after + 1;
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + AuditRow.COLUMNS
                + ", mac FROM audit_entry WHERE sequence > ? AND sequence <= ? ORDER BY sequence")) {
      select.setLong(1, after);
      select.setLong(2, to);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          AuditRow entry = AuditRow.of(row);
          mac = Chain.next(keyset.get(), mac, entry);
          if (entry.sequence() != expected || !MessageDigest.isEqual(mac, row.getBytes(12))) {
            return new Link(mac, expected);
          }
          expected++;
        }
      }
    }
    return new Link(mac, expected > to ? null : expected);
  }

  /**
   * What came out when the chain was followed.
   *
   * @param entries how many entries it has
   * @param brokenAt the first place at which an entry is missing or is not as it was written; null
   *     where the chain holds
   */
  public record Result(long entries, @Nullable Long brokenAt) {

    /** Tells whether nothing was changed, removed or slipped in. */
    public boolean holds() {
      return brokenAt == null;
    }
  }
}
