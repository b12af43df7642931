package io.checkpost.ingest.management;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkpost.api.spi.Mask;
import io.checkpost.ingest.check.UpdateView;
import io.checkpost.ingest.message.MessageDetail;
import io.checkpost.ingest.message.ObserverState;
import io.checkpost.ingest.privacy.Masking;
import io.checkpost.ingest.relay.Delivery;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A message with what it said and what became of it. */
record MessageView(
    @JsonUnwrapped MessageItemView message,
    List<UpdateView> updates,
    List<ObserverView> observers,
    List<DeliveryView> deliveries)
    implements View {

  /** How far an observer is. */
  record ObserverView(
      @Nullable String observer,
      String state,
      int attempts,
      @Nullable String nextAttemptAt,
      @Nullable String cause) {

    static ObserverView of(ObserverState observer) {
      return new ObserverView(
          observer.observer(),
          observer.state().code(),
          observer.attempts(),
          Texts.of(observer.nextAttemptAt()),
          observer.cause());
    }
  }

  static MessageView of(MessageDetail detail, List<Delivery> deliveries) {
    return new MessageView(
        MessageItemView.of(detail.summary()),
        detail.updates().stream().map(UpdateView::of).toList(),
        detail.observers().stream().map(ObserverView::of).toList(),
        deliveries.stream().map(DeliveryView::of).toList());
  }

  /** Returns the message with its values masked, field by field. */
  MessageView masked(Function<String, Mask> masks) {
    return new MessageView(
        message,
        updates.stream()
            .map(
                update -> update.showing((field, value) -> Masking.mask(masks.apply(field), value)))
            .toList(),
        observers,
        deliveries);
  }
}
