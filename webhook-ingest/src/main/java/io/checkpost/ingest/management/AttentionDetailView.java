package io.checkpost.ingest.management;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkpost.ingest.attention.AttentionChange;
import io.checkpost.ingest.attention.AttentionDetail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item of attention with its history, oldest first. */
record AttentionDetailView(@JsonUnwrapped AttentionItemView item, List<ChangeView> history)
    implements View {

  /** A change of state. */
  record ChangeView(
      String at,
      @Nullable String by,
      String cause,
      @Nullable String from,
      String to,
      String kind,
      @Nullable String messageId,
      @Nullable String comment) {

    static ChangeView of(AttentionChange change) {
      return new ChangeView(
          change.at().toString(),
          change.by(),
          change.cause().code(),
          change.from() == null ? null : change.from().code(),
          change.to().code(),
          change.kind().code(),
          Texts.of(change.messageId()),
          change.comment());
    }
  }

  static AttentionDetailView of(AttentionDetail detail) {
    return new AttentionDetailView(
        AttentionItemView.of(detail.item()),
        detail.history().stream().map(ChangeView::of).toList());
  }
}
