package io.checkpost.ingest.provider.w2;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** W2's times: with an offset mostly, with seven digits of fraction or none, or no times at all. */
final class Times {

  private Times() {}

  /** Returns the time without needless digits; what is no time with an offset stays as it is. */
  static String canonical(String text) {
    try {
      return OffsetDateTime.parse(text).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    } catch (DateTimeException e) {
      return text;
    }
  }
}
