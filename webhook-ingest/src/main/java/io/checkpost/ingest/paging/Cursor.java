package io.checkpost.ingest.paging;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.checkpost.ingest.problem.InvalidInput;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in a list that is ordered newest first: after the item of this time and id. Callers hand
 * its text back as they got it.
 *
 * @param at the item's time, in whole microseconds
 * @param id the item's id
 */
public record Cursor(Instant at, UUID id) {

  private static final int BYTES = 3 * Long.BYTES;

  /** Beyond it the databases would refuse to compare. */
  private static final long LATEST_MICROS = micros(Instant.parse("9999-12-31T23:59:59Z"));

  /**
   * Reads a cursor.
   *
   * @throws InvalidInput when it is none
   */
  public static Cursor of(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(US_ASCII));
      if (bytes.length == BYTES) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long micros = buffer.getLong();
        if (micros >= 0 && micros <= LATEST_MICROS) {
          return new Cursor(
              Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
              new UUID(buffer.getLong(), buffer.getLong()));
        }
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new InvalidInput("cursor", text, "the value of next of the page before");
  }

  @Override
  public String toString() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    buffer.putLong(micros(at));
    buffer.putLong(id.getMostSignificantBits());
    buffer.putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  /** {@code ChronoUnit.MICROS.between} overflows after 292 years. */
  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }
}
