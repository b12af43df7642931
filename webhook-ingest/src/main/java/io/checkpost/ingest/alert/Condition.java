package io.checkpost.ingest.alert;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Something that may be wrong, looked for every few seconds by one node at a time. Every bean of
 * this type is asked.
 */
public interface Condition {

  /**
   * Returns what kind of alert this is, as a code such as {@code portal-silent}; no other condition
   * has the same.
   */
  String kind();

  /**
   * Returns all that is wrong now, by queries that read no more than what they return. It is fine
   * to find the same again and again: what is told is the change.
   *
   * @param connection in a transaction of its own, ended by the caller
   * @param now the time, for limits that depend on it
   * @throws SQLException when it cannot be known; alerts of this kind then stay as they are
   */
  List<Finding> find(Connection connection, Instant now) throws SQLException;
}
