package io.checkpost.ingest.audit;

import io.checkpost.api.PortalId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query for one page of the log, put together condition by condition. */
final class AuditQuery {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  private final String order;

  private AuditQuery(AuditFilter filter, String place, long sequence, String order) {
    this.order = order;
    PortalId portal = filter.portal();
    where(place, sequence);
    where("actor = ?", filter.actor());
    where("action = ?", filter.action());
    where("about = ?", filter.about());
    where("portal_id = ?", portal == null ? null : portal.value());
    where("recorded_at >= ?", timestamp(filter.from()));
    where("recorded_at < ?", timestamp(filter.to()));
  }

  static AuditQuery newestFirst(AuditFilter filter, long before) {
    return new AuditQuery(filter, "sequence < ?", before, "DESC");
  }

  static AuditQuery oldestFirst(AuditFilter filter, long after) {
    return new AuditQuery(filter, "sequence > ?", after, "ASC");
  }

  private void where(String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  private static @Nullable OffsetDateTime timestamp(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  List<AuditRow> run(Connection connection, int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT %s FROM audit_entry WHERE %s ORDER BY sequence %s LIMIT %d"
                .formatted(AuditRow.COLUMNS, String.join(" AND ", conditions), order, most))) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      List<AuditRow> rows = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(AuditRow.of(row));
        }
      }
      return rows;
    }
  }
}
