package io.checkpost.ingest.attention;

import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the queue: after the item of this severity, time and id.
 *
 * @param severity of the item
 * @param at since when it waits, and its id
 */
record QueuePlace(int severity, Cursor at) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.([A-Za-z0-9_-]{1,60})");

  /**
   * Reads a place.
   *
   * @throws InvalidInput when it is none
   */
  static QueuePlace of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new InvalidInput("after", text, "the value of the page before");
    }
    return new QueuePlace(Integer.parseInt(parts.group(1)), Cursor.of(parts.group(2)));
  }

  @Override
  public String toString() {
    return severity + "." + at;
  }
}
