package io.checkpost.ingest.logging;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log: {@code event=journal.refused messages=12 cause="PSQLException, SQL state
 * 08006"}. The event's name is the feature and what happened, and stays the same between versions;
 * values are ids, numbers, codes and types of exceptions, never what a stranger's code or a person
 * wrote.
 */
public final class LogLine {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/+-]+");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final StringBuilder text;

  private LogLine(String event) {
    this.text = new StringBuilder("event=").append(event);
  }

  /** Begins a line about an event, named {@code feature.what-happened}. */
  public static LogLine of(String event) {
    return new LogLine(event);
  }

  /** Adds a value, in quotes where it would otherwise run into the next one. */
  public LogLine with(String name, @Nullable Object value) {
    text.append(' ').append(name).append('=').append(quoted(String.valueOf(value)));
    return this;
  }

  /** Adds what went wrong: an exception's type, and the SQL state where there is one. */
  public LogLine because(Throwable failure) {
    with("cause", failure.getClass().getSimpleName());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return with("sqlState", sql.getSQLState());
      }
    }
    return this;
  }

  private static String quoted(String value) {
    if (PLAIN.matcher(value).matches()) {
      return value;
    }
    String oneLine = CONTROL.matcher(value).replaceAll(" ");
    return '"' + oneLine.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
