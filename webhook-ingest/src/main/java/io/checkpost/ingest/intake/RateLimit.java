package io.checkpost.ingest.intake;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A token bucket for each key: so many at once, and so many a second in the long run. Keeps no
 * bucket that is full again, so that many keys do not fill the memory.
 */
final class RateLimit<K> {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int TIDY_ABOVE = 10_000;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<K, AtomicReference<Bucket>> buckets = new ConcurrentHashMap<>();

  /**
   * Creates a limit.
   *
   * @param perSecond how many a second; 0 for no limit
   */
  RateLimit(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  private record Bucket(double tokens, long atNanos) {}

  /** Takes one token, if there is one. */
  boolean allows(K key) {
    if (perSecond == 0) {
      return true;
    }
    if (buckets.size() > TIDY_ABOVE) {
      buckets.values().removeIf(bucket -> refilled(bucket.get()).tokens >= perSecond);
    }
    AtomicReference<Bucket> bucket =
        buckets.computeIfAbsent(
            key, fresh -> new AtomicReference<>(new Bucket(perSecond, nanoTime.getAsLong())));
    Bucket before = bucket.getAndUpdate(this::take);
    return refilled(before).tokens >= 1;
  }

  /** Returns how many keys are remembered. */
  int size() {
    return buckets.size();
  }

  private Bucket take(Bucket bucket) {
    Bucket now = refilled(bucket);
    return now.tokens >= 1 ? new Bucket(now.tokens - 1, now.atNanos) : now;
  }

  private Bucket refilled(Bucket bucket) {
    long now = nanoTime.getAsLong();
    double earned = (double) (now - bucket.atNanos) / NANOS_PER_SECOND * perSecond;
    return new Bucket(Math.min(perSecond, bucket.tokens + Math.max(0, earned)), now);
  }
}
