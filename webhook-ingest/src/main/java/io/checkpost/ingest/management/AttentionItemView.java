package io.checkpost.ingest.management;

import io.checkpost.ingest.attention.AttentionItem;
import org.jspecify.annotations.Nullable;

/** An item of attention in a list. */
record AttentionItemView(
    String id,
    String kind,
    int severity,
    String state,
    @Nullable String portalId,
    @Nullable String provider,
    @Nullable String checkType,
    @Nullable String outcome,
    @Nullable String subjectId,
    @Nullable String messageId,
    @Nullable String detail,
    boolean test,
    String openedAt,
    String lastSeenAt,
    long timesSeen,
    @Nullable String acknowledgedBy,
    @Nullable String acknowledgedAt,
    @Nullable String closedBy,
    @Nullable String closedAt,
    @Nullable String comment)
    implements View {

  static AttentionItemView of(AttentionItem item) {
    return new AttentionItemView(
        item.id().toString(),
        item.kind().code(),
        item.kind().severity(),
        item.state().code(),
        Texts.of(item.portalId()),
        item.provider(),
        Texts.of(item.checkType()),
        item.outcome() == null ? null : item.outcome().code(),
        item.subjectId(),
        Texts.of(item.messageId()),
        item.detail(),
        item.test(),
        item.openedAt().toString(),
        item.seenAt().toString(),
        item.timesSeen(),
        item.acknowledgedBy(),
        Texts.of(item.acknowledgedAt()),
        item.closedBy(),
        Texts.of(item.closedAt()),
        item.comment());
  }
}
