package io.checkpost.ingest.dispatch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.ingest.problem.InvalidInput;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in the list of what observers are owed: after an event of a message to an observer.
 * Callers hand its text back as they got it.
 *
 * @param messageId the message; ids are ordered by time
 * @param ordinal the event's number
 * @param observer the observer
 */
record ObservationPlace(UUID messageId, int ordinal, String observer)
    implements Comparable<ObservationPlace> {

  /** Both databases take it for larger than any id that is ordered by time. */
  static final ObservationPlace BEFORE_ALL =
      new ObservationPlace(new UUID(Long.MAX_VALUE, -1), Integer.MAX_VALUE, "");

  private static final int FIXED = 2 * Long.BYTES + Integer.BYTES;

  static ObservationPlace of(OwedObservation owed) {
    Integer ordinal = owed.ordinal();
    return new ObservationPlace(
        owed.messageId().value(), ordinal == null ? Work.MESSAGE_EVENT : ordinal, owed.observer());
  }

  /**
   * Reads a place.
   *
   * @throws InvalidInput when it is none
   */
  static ObservationPlace read(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(US_ASCII));
      if (bytes.length >= FIXED) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID messageId = new UUID(buffer.getLong(), buffer.getLong());
        int ordinal = buffer.getInt();
        return new ObservationPlace(
            messageId, ordinal, new String(bytes, FIXED, bytes.length - FIXED, UTF_8));
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new InvalidInput("cursor", text, "the value of next of the page before");
  }

  /** Returns the highest number of an observer's events of this very message after this place. */
  long lastOrdinalOf(String other) {
    return other.compareTo(observer) < 0 ? ordinal : ordinal - 1L;
  }

  /** Returns the lowest number of an observer's events of this very message before this place. */
  long firstOrdinalOf(String other) {
    return other.compareTo(observer) > 0 ? ordinal : ordinal + 1L;
  }

  @Override
  public int compareTo(ObservationPlace other) {
    int byTime =
        Long.compareUnsigned(
            messageId.getMostSignificantBits(), other.messageId.getMostSignificantBits());
    int byId =
        byTime != 0
            ? byTime
            : Long.compareUnsigned(
                messageId.getLeastSignificantBits(), other.messageId.getLeastSignificantBits());
    int byOrdinal = byId != 0 ? byId : Integer.compare(ordinal, other.ordinal);
    return byOrdinal != 0 ? byOrdinal : observer.compareTo(other.observer);
  }

  @Override
  public String toString() {
    byte[] id = observer.getBytes(UTF_8);
    ByteBuffer buffer = ByteBuffer.allocate(FIXED + id.length);
    buffer.putLong(messageId.getMostSignificantBits());
    buffer.putLong(messageId.getLeastSignificantBits());
    buffer.putInt(ordinal);
    buffer.put(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }
}
