package io.checkpost.ingest.management;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkpost.api.spi.Mask;
import io.checkpost.ingest.check.Change;
import io.checkpost.ingest.check.CheckTrail;
import io.checkpost.ingest.check.UpdateView;
import io.checkpost.ingest.management.DeliveryDetailView.AttemptView;
import io.checkpost.ingest.management.SubjectView.ChangeView;
import io.checkpost.ingest.message.MessageDetail;
import io.checkpost.ingest.message.MessageSiblings;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.ObserverState;
import io.checkpost.ingest.privacy.Masking;
import io.checkpost.ingest.relay.DeliveryDetail;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A message with what it said and what became of it. */
record MessageView(
    @JsonUnwrapped MessageItemView message,
    List<UpdateView> updates,
    @Nullable String observedAt,
    List<ObserverView> observers,
    List<RelayedView> deliveries,
    SiblingsView siblings)
    implements View {

  /** How far an observer is. */
  record ObserverView(
      @Nullable String observer,
      String state,
      int attempts,
      @Nullable String firstFailedAt,
      @Nullable String lastFailedAt,
      @Nullable String nextAttemptAt,
      @Nullable String cause,
      int owed) {

    static ObserverView of(ObserverState observer) {
      return new ObserverView(
          observer.observer(),
          observer.state().code(),
          observer.attempts(),
          Texts.of(observer.firstFailedAt()),
          Texts.of(observer.lastFailedAt()),
          Texts.of(observer.nextAttemptAt()),
          observer.cause(),
          observer.owed());
    }
  }

  /** A delivery with what became of each attempt. */
  record RelayedView(@JsonUnwrapped DeliveryView delivery, List<AttemptView> history) {

    static RelayedView of(DeliveryDetail detail) {
      return new RelayedView(
          DeliveryView.of(detail.delivery()),
          detail.attempts().stream().map(AttemptView::of).toList());
    }
  }

  /** The messages that belong beside it. */
  record SiblingsView(
      @Nullable MessageItemView original,
      List<MessageItemView> duplicates,
      List<TrailView> checks,
      List<MessageItemView> samePerson) {

    static SiblingsView of(MessageSiblings siblings) {
      MessageSummary original = siblings.original();
      return new SiblingsView(
          original == null ? null : MessageItemView.of(original),
          siblings.duplicates().stream().map(MessageItemView::of).toList(),
          siblings.checks().stream().map(TrailView::of).toList(),
          siblings.samePerson().stream().map(MessageItemView::of).toList());
    }
  }

  /** What was reported about one of its checks before and after it. */
  record TrailView(
      int ordinal,
      String checkType,
      String since,
      @Nullable ChangeView next,
      List<ChangeView> earlier,
      List<ChangeView> later) {

    static TrailView of(CheckTrail trail) {
      Change next = trail.next();
      return new TrailView(
          trail.ordinal(),
          trail.checkType().code(),
          trail.since().toString(),
          next == null ? null : ChangeView.of(next),
          trail.earlier().stream().map(ChangeView::of).toList(),
          trail.later().stream().map(ChangeView::of).toList());
    }
  }

  static MessageView of(
      MessageDetail detail, List<DeliveryDetail> deliveries, MessageSiblings siblings) {
    return new MessageView(
        MessageItemView.of(detail.summary()),
        detail.updates().stream().map(UpdateView::of).toList(),
        Texts.of(detail.observedAt()),
        detail.observers().stream().map(ObserverView::of).toList(),
        deliveries.stream().map(RelayedView::of).toList(),
        SiblingsView.of(siblings));
  }

  /** Returns the message with its values masked, field by field. */
  MessageView masked(Function<String, Mask> masks) {
    return new MessageView(
        message,
        updates.stream()
            .map(
                update -> update.showing((field, value) -> Masking.mask(masks.apply(field), value)))
            .toList(),
        observedAt,
        observers,
        deliveries,
        siblings);
  }
}
