package io.checkpost.ingest.journal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes time-ordered UUIDs: version 7 of RFC 9562 section 5.7, milliseconds and 74 random bits. */
public final class TimeOrderedId {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private TimeOrderedId() {}

  /** Returns a new id for something that happens at the given time. */
  public static UUID next(Instant at) {
    long random = RANDOM.nextLong();
    long most = (at.toEpochMilli() << 16) | VERSION_7 | (RANDOM.nextInt() & 0x0FFF);
    long least = VARIANT | (random >>> 2);
    return new UUID(most, least);
  }

  /** Returns when an id was made, in whole milliseconds. */
  public static Instant timeOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }
}
