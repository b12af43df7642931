package io.checkpost.ingest.journal;

import java.sql.SQLException;

/** What to do about a failed transaction, told from the SQL state that the database gave. */
public enum SqlFailure {
  /** Another transaction was in the way: the same work may succeed now. */
  CONFLICT,
  /** Something in the data is refused, whoever sends it. */
  BAD_DATA,
  /** The database is gone, full, starting or otherwise not able to. */
  UNAVAILABLE;

  private static final int ATTEMPTS_ON_CONFLICT = 4;

  /** A transaction that can be run from its beginning again. */
  @FunctionalInterface
  public interface Transaction<T> {

    /** Runs it once. */
    T run() throws SQLException;
  }

  /** Runs a transaction, again while another one is in its way; after a few times it fails. */
  public static <T> T retryingConflicts(Transaction<T> transaction) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.run();
      } catch (SQLException e) {
        if (of(e) != CONFLICT || attempt == ATTEMPTS_ON_CONFLICT) {
          throw e;
        }
      }
    }
  }

  /** Returns what to do about a failure. */
  public static SqlFailure of(SQLException failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && sql.getSQLState() != null) {
        return ofState(sql.getSQLState());
      }
    }
    return UNAVAILABLE;
  }

  private static SqlFailure ofState(String state) {
    // 40: serialisation failure and deadlock; HYT00: H2's lock timeout
    if (state.startsWith("40") || state.equals("HYT00")) {
      return CONFLICT;
    }
    // 21, 22, 23: cardinality, data exception, integrity; 54: a limit of the database, such as a
    // size
    if (state.startsWith("21")
        || state.startsWith("22")
        || state.startsWith("23")
        || state.startsWith("54")) {
      return BAD_DATA;
    }
    return UNAVAILABLE;
  }

  /** Describes a failure without the database's message, which may quote the row. */
  public static String describe(Throwable failure) {
    String type = failure.getClass().getSimpleName();
    if (failure instanceof SQLException sql) {
      return type + ", SQL state " + sql.getSQLState();
    }
    StackTraceElement[] stack = failure.getStackTrace();
    return stack.length == 0 ? type : type + " at " + stack[0];
  }
}
