package io.checkpost.ingest.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot be asked now: it is down, being restarted, out of connections or too slow.
 * Nothing is known about what was asked for, so that callers answer 503 and never 404.
 */
public final class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public DatabaseUnavailable(Throwable cause) {
    super("the database is unavailable", cause);
  }

  /**
   * Tells whether a failure is the database's and not the statement's: no SQLException of the
   * classes 22 (data), 23 (constraint), 42 (statement) among its causes, but another one.
   */
  public static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return !isStatementsFault(sql.getSQLState());
      }
    }
    return false;
  }

  private static boolean isStatementsFault(@Nullable String state) {
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
  }
}
