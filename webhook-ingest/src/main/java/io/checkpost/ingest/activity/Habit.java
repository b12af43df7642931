package io.checkpost.ingest.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * In which half hours of the week something usually comes. For each it knows the share of the weeks
 * in which something did, beginning with one week in which nothing did; recent weeks count for
 * more, so that a change of habit is learned within weeks.
 *
 * <p>From that follows when quiet becomes unusual: when so many half hours have passed with nothing
 * in them that by this habit it would happen once in ten thousand times. Half hours in which
 * nothing ever comes say nothing, so nights and weekends are as long as they like, and in its first
 * week a portal is never silent.
 */
final class Habit {

  static final Duration SLOT = Duration.ofMinutes(30);

  /** Half hours of a week. */
  static final int SLOTS = 336;

  /** How far ahead it looks; who sends less is not judged. */
  static final int HORIZON = 4 * SLOTS;

  /** Shares are kept as bytes in this many steps. */
  private static final int SCALE = 250;

  /** So many weeks are remembered in full; then the oldest fades. */
  private static final long MOST_WEEKS = 8;

  /** However regular it was, nobody sends for sure. */
  private static final double MOST_CERTAIN = 0.95;

  private static final double ENOUGH = -Math.log(1.0 / 10_000);
  private static final double[] EVIDENCE = evidence();

  private final byte[] shares;

  private Habit(byte[] shares) {
    this.shares = shares;
  }

  private static double[] evidence() {
    double[] evidence = new double[256];
    for (int i = 0; i < evidence.length; i++) {
      evidence[i] = -Math.log(1 - Math.min(i / (double) SCALE, MOST_CERTAIN));
    }
    return evidence;
  }

  /** Returns the habit of one of whom a single message is known. */
  static Habit of(Instant first) {
    Habit habit = new Habit(new byte[SLOTS]);
    habit.learn(slot(first), slot(first), true);
    return habit;
  }

  /** Reads what {@link #bytes} wrote. */
  static Habit read(byte[] bytes) {
    if (bytes.length != SLOTS) {
      throw new IllegalArgumentException("a habit has " + SLOTS + " bytes, not " + bytes.length);
    }
    return new Habit(bytes.clone());
  }

  byte[] bytes() {
    return shares.clone();
  }

  /**
   * Learns that after quiet something came. The quiet is learned with it, also where it was long: a
   * habit may change.
   *
   * @param first when something came for the first time ever
   * @param last when something came before
   * @param next when it came now
   */
  void learn(Instant first, Instant last, Instant next) {
    long before = slot(last);
    long now = slot(next);
    if (now <= before) {
      return;
    }
    long aWeekAgo = now - SLOTS;
    for (long quiet = Math.max(before, aWeekAgo) + 1; quiet < now; quiet++) {
      learn(slot(first), quiet, false);
    }
    learn(slot(first), now, true);
  }

  private void learn(long firstSlot, long slot, boolean something) {
    long weeks = Math.min(MOST_WEEKS, (slot - firstSlot) / SLOTS);
    double share = share(slot);
    double learned = share + ((something ? 1 : 0) - share) / (weeks + 2);
    shares[index(slot)] = (byte) Math.round(learned * SCALE);
  }

  private double share(long slot) {
    return (shares[index(slot)] & 0xFF) / (double) SCALE;
  }

  /**
   * Returns when it becomes unusual that nothing came since; empty when that is weeks away or
   * nothing is known yet.
   */
  Optional<Instant> unusualAt(Instant last) {
    double evidence = 0;
    long begin = slot(last) + 1;
    for (long slot = begin; slot < begin + HORIZON; slot++) {
      evidence += EVIDENCE[shares[index(slot)] & 0xFF];
      if (evidence >= ENOUGH) {
        return Optional.of(Instant.ofEpochSecond((slot + 1) * SLOT.toSeconds()));
      }
    }
    return Optional.empty();
  }

  private static long slot(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SLOT.toSeconds());
  }

  private static int index(long slot) {
    return Math.floorMod(slot, SLOTS);
  }
}
