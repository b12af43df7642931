package io.checkpost.web.text;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, as roughly as people say it. */
public final class Age {

  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final Duration TWO_HOURS = Duration.ofHours(2);
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private Age() {}

  /** Returns an age in words, without "ago". */
  public static String of(Instant since, Instant now, Words words) {
    Duration age = Duration.between(since, now);
    if (age.compareTo(A_MINUTE) < 0) {
      return words.text("deliveries.age.moments");
    }
    if (age.compareTo(TWO_HOURS) < 0) {
      return words.text("deliveries.age.minutes", age.toMinutes());
    }
    return age.compareTo(TWO_DAYS) < 0
        ? words.text("deliveries.age.hours", age.toHours())
        : words.text("deliveries.age.days", age.toDays());
  }
}
