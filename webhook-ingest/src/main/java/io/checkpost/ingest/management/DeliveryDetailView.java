package io.checkpost.ingest.management;

import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryAttempt;
import io.checkpost.ingest.relay.DeliveryDetail;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A delivery as lists have it, but with its attempts themselves where those have their number. */
record DeliveryDetailView(
    String id,
    String messageId,
    String portalId,
    String targetPortalId,
    String state,
    List<AttemptView> attempts,
    String createdAt,
    @Nullable String nextAttemptAt,
    @Nullable String deliveredAt,
    @Nullable Integer lastStatus,
    @Nullable String lastCause,
    @Nullable String closedAt,
    @Nullable String closedBy)
    implements View {

  /** One HTTP attempt. */
  record AttemptView(
      int number,
      String startedAt,
      long durationMillis,
      @Nullable Integer status,
      @Nullable String cause,
      @Nullable String address,
      int responseSize,
      @Nullable Map<String, String> responseHeaders) {

    static AttemptView of(DeliveryAttempt attempt) {
      return new AttemptView(
          attempt.number(),
          attempt.startedAt().toString(),
          attempt.durationMillis(),
          attempt.status(),
          attempt.cause(),
          attempt.address(),
          attempt.responseSize(),
          attempt.responseHeaders());
    }
  }

  static DeliveryDetailView of(DeliveryDetail detail) {
    Delivery delivery = detail.delivery();
    return new DeliveryDetailView(
        delivery.id().toString(),
        delivery.messageId().toString(),
        delivery.portalId().toString(),
        delivery.targetId().toString(),
        delivery.state().code(),
        detail.attempts().stream().map(AttemptView::of).toList(),
        delivery.createdAt().toString(),
        Texts.of(delivery.nextAttemptAt()),
        Texts.of(delivery.deliveredAt()),
        delivery.lastStatus(),
        delivery.lastCause(),
        Texts.of(delivery.closedAt()),
        delivery.closedBy());
  }
}
