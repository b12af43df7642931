package io.checkpost.ingest.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.problem.InvalidInput;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in a time line, which is newest first: a message may bring several changes, so its time
 * and id alone tell none of them. Callers hand its text back as they got it.
 *
 * @param message the place of the message
 * @param ordinal the number of the update in it
 */
public record ChangePlace(Cursor message, int ordinal) implements Comparable<ChangePlace> {

  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** The text of an ordinal, after that of a message's place. */
  private static final int ORDINAL_CHARACTERS = 6;

  static ChangePlace of(StoredUpdate update) {
    return new ChangePlace(new Cursor(update.receivedAt(), update.messageId()), update.ordinal());
  }

  /**
   * Reads a place.
   *
   * @throws InvalidInput when it is none
   */
  static ChangePlace of(String text) {
    int end = text.length() - ORDINAL_CHARACTERS;
    if (end > 0) {
      try {
        byte[] ordinal = DECODER.decode(text.substring(end).getBytes(US_ASCII));
        return new ChangePlace(
            Cursor.of(text.substring(0, end)), ByteBuffer.wrap(ordinal).getInt());
      } catch (IllegalArgumentException e) {
        // said below
      }
    }
    throw new InvalidInput("cursor", text, "the value of next of the page before");
  }

  Instant at() {
    return message.at();
  }

  UUID messageId() {
    return message.id();
  }

  /** Ids are ordered as the databases order them: as unsigned numbers. */
  @Override
  public int compareTo(ChangePlace other) {
    int byTime = at().compareTo(other.at());
    int byHigh =
        byTime != 0
            ? byTime
            : Long.compareUnsigned(
                messageId().getMostSignificantBits(), other.messageId().getMostSignificantBits());
    int byId =
        byHigh != 0
            ? byHigh
            : Long.compareUnsigned(
                messageId().getLeastSignificantBits(), other.messageId().getLeastSignificantBits());
    return byId != 0 ? byId : Integer.compare(ordinal, other.ordinal);
  }

  @Override
  public String toString() {
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(ordinal).array();
    return message + ENCODER.encodeToString(number);
  }
}
