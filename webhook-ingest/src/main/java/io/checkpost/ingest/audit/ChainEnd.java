package io.checkpost.ingest.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The last entry of the chain, in a row of its own that writers wait for. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChainEnd(long sequence, byte[] mac) {

  /** Returns the end, and holds it until the transaction ends. */
  static ChainEnd lock(Connection connection) throws SQLException {
    return read(connection, " FOR UPDATE");
  }

  static ChainEnd read(Connection connection) throws SQLException {
    return read(connection, "");
  }

  private static ChainEnd read(Connection connection, String how) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery("SELECT sequence, mac FROM audit_head WHERE id = 1" + how)) {
      if (!row.next()) {
        throw new SQLException("the end of the audit log's chain is gone");
      }
      return new ChainEnd(row.getLong(1), row.getBytes(2));
    }
  }

  void write(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE audit_head SET sequence = ?, mac = ? WHERE id = 1")) {
      update.setLong(1, sequence);
      update.setBytes(2, mac);
      update.executeUpdate();
    }
  }
}
