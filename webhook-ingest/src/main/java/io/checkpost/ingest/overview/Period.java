package io.checkpost.ingest.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The time up to now that figures are about, in about as many slots whichever it is. It ends with
 * the slot that now is in.
 */
public enum Period {
  /** Hour by hour. */
  DAY("24h", 24, 1),
  /** In quarters of a day. */
  WEEK("7d", 28, 6),
  /** Day by day. */
  MONTH("30d", 30, 24);

  private final String code;
  private final int slots;
  private final int hours;

  Period(String code, int slots, int hours) {
    this.code = code;
    this.slots = slots;
    this.hours = hours;
  }

  /** Returns the period as URLs and JSON write it. */
  public String code() {
    return code;
  }

  /**
   * Reads a period.
   *
   * @throws IllegalArgumentException when {@code code} is none
   */
  public static Period of(String code) {
    return Arrays.stream(values())
        .filter(period -> period.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a period: " + code));
  }

  /**
   * Returns where the slots begin, in their order, and at last where the last one ends: on full
   * hours, for nothing finer is counted.
   *
   * @param zone whose days they are
   */
  public List<Instant> bounds(Instant now, ZoneId zone) {
    return IntStream.rangeClosed(1 - slots, 1)
        .mapToObj(slot -> begin(now, zone, slot).truncatedTo(ChronoUnit.HOURS))
        .toList();
  }

  /** Hours are those that pass; parts of a day are those of the clock on the wall. */
  private Instant begin(Instant now, ZoneId zone, int slot) {
    if (this == DAY) {
      return now.plus(Duration.ofHours(slot));
    }
    LocalDateTime wall = LocalDateTime.ofInstant(now, zone);
    return wall.toLocalDate()
        .atTime(wall.getHour() / hours * hours, 0)
        .plusHours((long) slot * hours)
        .atZone(zone)
        .toInstant();
  }
}
