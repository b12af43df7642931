package io.checkpost.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class MutableClock extends Clock {

  private volatile Instant now;

  /** Creates a clock that stands at the given time. */
  public MutableClock(Instant now) {
    this.now = now;
  }

  /** Creates a clock that stands at a time of no meaning, with microseconds. */
  public MutableClock() {
    this(Instant.parse("2026-11-22T10:15:30.123456Z"));
  }

  /** Moves the clock. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("tests read instants only");
  }
}
