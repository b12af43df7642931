package io.checkpost.web.message;

import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.TargetState;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message's way to a portal's URL.
 *
 * @param id the delivery's id
 * @param key the key of it in words
 * @param tone its colours and sign
 * @param attempts how many there were
 * @param cause why the last attempt failed, as a code; null where it did not
 * @param rest the key of why the URL is left alone meanwhile; null where it is not
 */
public record DeliveryStep(
    UUID id, String key, String tone, int attempts, @Nullable String cause, @Nullable String rest) {

  static DeliveryStep of(Delivery delivery, Optional<RelayTargetState> target) {
    return new DeliveryStep(
        delivery.id(),
        "message.lifecycle.delivery." + delivery.state().code(),
        tone(delivery.state()),
        delivery.attempts(),
        delivery.lastCause(),
        delivery.state() == DeliveryState.PENDING
            ? target.map(DeliveryStep::rest).orElse(null)
            : null);
  }

  /** Returns the key of why nothing is sent to a target; null where it is sent to as usual. */
  public static @Nullable String rest(RelayTargetState target) {
    if (target.pause() != null) {
      return "message.lifecycle.delivery.target.paused";
    }
    return target.state() == TargetState.CLOSED
        ? null
        : "message.lifecycle.delivery.target." + target.state().code();
  }

  private static String tone(DeliveryState state) {
    return switch (state) {
      case PENDING -> "pending";
      case DELIVERED -> "passed";
      case DEAD -> "failed";
      case CLOSED -> "neutral";
    };
  }
}
