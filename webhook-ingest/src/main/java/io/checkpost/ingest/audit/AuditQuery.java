package io.checkpost.ingest.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query for one page of the log, put together condition by condition. */
final class AuditQuery {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  AuditQuery where(String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
    return this;
  }

  List<AuditRow> newest(Connection connection, int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT "
                + AuditRow.COLUMNS
                + " FROM audit_entry WHERE "
                + String.join(" AND ", conditions)
                + " ORDER BY sequence DESC LIMIT "
                + most)) {
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
