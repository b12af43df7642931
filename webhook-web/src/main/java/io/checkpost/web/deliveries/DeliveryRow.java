package io.checkpost.web.deliveries;

import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in the list.
 *
 * @param delivery the delivery
 * @param portal the name of the portal that received
 * @param target the name of the portal whose URL it goes to; null where that is the same
 * @param age how long ago it was made, in words
 * @param next when it is tried next
 */
public record DeliveryRow(
    Delivery delivery, String portal, @Nullable String target, String age, NextTry next) {

  private static final int SHORT = 8;

  /** Returns the end of the message's id, which tells messages apart; the start is their time. */
  public String shortMessageId() {
    String id = delivery.messageId().toString();
    return "…" + id.substring(id.length() - SHORT);
  }

  /** Returns the colours and the sign of its state. */
  public String tone() {
    return tone(delivery.state());
  }

  static String tone(DeliveryState state) {
    return switch (state) {
      case PENDING -> "pending";
      case DELIVERED -> "passed";
      case DEAD -> "failed";
      case CLOSED -> "neutral";
    };
  }

  /** Returns the key of its state in words. */
  public String stateKey() {
    return "deliveries.state." + delivery.state().code();
  }

  /** Tells whether it can be sent now, or again. */
  public boolean isUndelivered() {
    return delivery.state() != DeliveryState.DELIVERED;
  }
}
