package io.checkpost.ingest.journal;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a message stands in the order of arrival: by time, then by id.
 *
 * @param receivedAt when it was received, in whole microseconds
 * @param messageId the message
 */
record Place(Instant receivedAt, UUID messageId) {

  boolean isBefore(Place other) {
    return receivedAt.isBefore(other.receivedAt);
  }
}
