package io.checkpost.ingest.journal;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import java.time.Instant;

/**
 * A stored message, opened to be read again.
 *
 * @param id the message
 * @param portalId the portal that received it
 * @param provider the provider's name
 * @param receivedAt when it was received
 * @param body the received bytes; not copied
 * @param envelope what is kept beside them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredRequest(
    MessageId id,
    PortalId portalId,
    String provider,
    Instant receivedAt,
    byte[] body,
    Envelope envelope) {

  Place place() {
    return new Place(receivedAt, id.value());
  }

  @Override
  public String toString() {
    return "StoredRequest[" + id + "]";
  }
}
