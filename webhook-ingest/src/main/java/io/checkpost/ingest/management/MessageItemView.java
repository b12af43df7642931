package io.checkpost.ingest.management;

import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.message.MessageSummary;
import org.jspecify.annotations.Nullable;

/** A message in a list. */
record MessageItemView(
    String id,
    String portalId,
    String provider,
    String receivedAt,
    String disposition,
    @Nullable String reason,
    @Nullable String reasonDetail,
    @Nullable String duplicateOf,
    @Nullable String sha256,
    int size,
    boolean test,
    boolean simulated,
    @Nullable String clientIdFlag,
    @Nullable String reinterpretedAt,
    @Nullable String formerDisposition)
    implements View {

  static MessageItemView of(MessageSummary message) {
    return new MessageItemView(
        message.id().toString(),
        message.portalId().toString(),
        message.provider(),
        message.receivedAt().toString(),
        message.disposition().code(),
        message.reason(),
        message.reasonDetail(),
        Texts.of(message.duplicateOf()),
        message.sha256(),
        message.size(),
        message.test(),
        message.simulated(),
        flag(message),
        Texts.of(message.reinterpretedAt()),
        message.formerDisposition() == null ? null : message.formerDisposition().code());
  }

  private static @Nullable String flag(MessageSummary message) {
    ClientIdFlag flag = message.clientIdFlag();
    return flag == null ? null : flag.code();
  }
}
