package io.checkpost.ingest.relay;

import io.checkpost.ingest.privacy.DataKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try of a delivery, and what is to become of the delivery.
 *
 * @param delivery the delivery as it was before
 * @param state what it is now
 * @param cause why it is not delivered; null when it is
 * @param dueAt when it is tried again, where it is
 * @param endedAt when the try ended
 * @param sent what was exchanged; null where nothing was sent
 */
record Attempt(
    DueDelivery delivery,
    DeliveryState state,
    @Nullable Cause cause,
    Instant dueAt,
    Instant endedAt,
    @Nullable Sent sent) {

  /**
   * An exchange with the target.
   *
   * @param url what was asked
   * @param startedAt when it began
   * @param took how long it took
   * @param reply what came of it
   * @param key what the answer is sealed with
   */
  record Sent(String url, Instant startedAt, Duration took, Reply reply, DataKey key) {}

  boolean isDelivered() {
    return state == DeliveryState.DELIVERED;
  }

  /** Tells whether later ones of its lane may go. */
  boolean isEnd() {
    return state != DeliveryState.PENDING;
  }
}
