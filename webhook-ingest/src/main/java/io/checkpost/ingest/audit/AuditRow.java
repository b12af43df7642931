package io.checkpost.ingest.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code audit_entry} but for its hash. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AuditRow(
    long sequence,
    Instant at,
    String actor,
    @Nullable String address,
    String action,
    String about,
    @Nullable UUID portalId,
    @Nullable String before,
    @Nullable String after,
    @Nullable UUID reasonKeyId,
    byte @Nullable [] sealedReason) {

  static final String COLUMNS =
      "sequence, recorded_at, actor, address, action, about, portal_id, state_before, state_after,"
          + " reason_key_id, sealed_reason";

  static final String INSERT =
      "INSERT INTO audit_entry (" + COLUMNS + ", mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  static AuditRow of(ResultSet row) throws SQLException {
    return new AuditRow(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getObject(7, UUID.class),
        row.getString(8),
        row.getString(9),
        row.getObject(10, UUID.class),
        row.getBytes(11));
  }

  void set(PreparedStatement insert, byte[] mac) throws SQLException {
    insert.setLong(1, sequence);
    insert.setObject(2, at.atOffset(ZoneOffset.UTC));
    insert.setString(3, actor);
    insert.setString(4, address);
    insert.setString(5, action);
    insert.setString(6, about);
    insert.setObject(7, portalId);
    insert.setString(8, before);
    insert.setString(9, after);
    insert.setObject(10, reasonKeyId);
    insert.setBytes(11, sealedReason);
    insert.setBytes(12, mac);
  }

  @Override
  public String toString() {
    return "AuditRow[" + sequence + "]";
  }
}
