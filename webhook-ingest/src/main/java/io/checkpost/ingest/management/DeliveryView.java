package io.checkpost.ingest.management;

import io.checkpost.ingest.relay.Delivery;
import org.jspecify.annotations.Nullable;

/** A delivery in a list, or of a message. */
record DeliveryView(
    String id,
    String messageId,
    String portalId,
    String targetPortalId,
    String state,
    int attempts,
    String createdAt,
    @Nullable String nextAttemptAt,
    @Nullable String deliveredAt,
    @Nullable Integer lastStatus,
    @Nullable String lastCause,
    @Nullable String closedAt,
    @Nullable String closedBy)
    implements View {

  static DeliveryView of(Delivery delivery) {
    return new DeliveryView(
        delivery.id().toString(),
        delivery.messageId().toString(),
        delivery.portalId().toString(),
        delivery.targetId().toString(),
        delivery.state().code(),
        delivery.attempts(),
        delivery.createdAt().toString(),
        Texts.of(delivery.nextAttemptAt()),
        Texts.of(delivery.deliveredAt()),
        delivery.lastStatus(),
        delivery.lastCause(),
        Texts.of(delivery.closedAt()),
        delivery.closedBy());
  }
}
