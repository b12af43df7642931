package io.checkpost.web.message;

import io.checkpost.web.text.Words;
import java.time.Duration;

/** How long something took, as exactly as it matters. */
final class Lapse {

  private static final int A_SECOND = 1000;
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
  private static final Duration TWO_HOURS = Duration.ofHours(2);
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  private Lapse() {}

  static String of(Duration lapse, Words words) {
    long millis = lapse.toMillis();
    if (millis < A_SECOND) {
      return words.text("message.lapse.millis", Math.max(0, millis));
    }
    if (lapse.compareTo(TWO_MINUTES) < 0) {
      return words.text("message.lapse.seconds", (double) millis / A_SECOND);
    }
    if (lapse.compareTo(TWO_HOURS) < 0) {
      return words.text("message.lapse.minutes", lapse.toMinutes());
    }
    return lapse.compareTo(TWO_DAYS) < 0
        ? words.text("message.lapse.hours", lapse.toHours())
        : words.text("message.lapse.days", lapse.toDays());
  }
}
