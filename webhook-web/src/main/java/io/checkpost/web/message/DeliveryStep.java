package io.checkpost.web.message;

import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.ingest.relay.TargetState;
import org.jspecify.annotations.Nullable;

/**
 * A message's way to a portal's URL.
 *
 * @param key the key of it in words
 * @param tone its colours and sign
 * @param attempts how many there were
 * @param cause why the last attempt failed, as a code; null where it did not
 * @param rest the key of why the URL is left alone meanwhile; null where it is not
 */
public record DeliveryStep(
    String key, String tone, int attempts, @Nullable String cause, @Nullable String rest) {

  static DeliveryStep of(Delivery delivery, TargetState target) {
    return new DeliveryStep(
        "message.lifecycle.delivery." + delivery.state().code(),
        tone(delivery.state()),
        delivery.attempts(),
        delivery.lastCause(),
        delivery.state() == DeliveryState.PENDING ? rest(target) : null);
  }

  private static @Nullable String rest(TargetState target) {
    return target == TargetState.CLOSED
        ? null
        : "message.lifecycle.delivery.target." + target.code();
  }

  private static String tone(DeliveryState state) {
    return switch (state) {
      case PENDING -> "pending";
      case DELIVERED -> "passed";
      case DEAD -> "failed";
    };
  }
}
