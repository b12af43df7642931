package io.checkpost.ingest.relay;

import java.util.List;

/**
 * A delivery with its attempts.
 *
 * @param delivery the delivery
 * @param attempts every HTTP attempt, first come first
 */
public record DeliveryDetail(Delivery delivery, List<DeliveryAttempt> attempts) {

  /** Creates a detail; the list is copied. */
  public DeliveryDetail {
    attempts = List.copyOf(attempts);
  }
}
