package io.checkpost.ingest.management;

import io.checkpost.ingest.relay.TestReply;
import org.jspecify.annotations.Nullable;

/** What came of a test of a portal's relay URL. */
record RelayTestView(
    String webhookId,
    String targetId,
    String url,
    boolean delivered,
    @Nullable Integer status,
    @Nullable String cause,
    @Nullable String address,
    long tookMillis,
    String body,
    boolean bodyCut)
    implements View {

  static RelayTestView of(TestReply reply) {
    return new RelayTestView(
        reply.webhookId(),
        reply.targetId().toString(),
        reply.url(),
        reply.isDelivered(),
        reply.status(),
        reply.cause(),
        reply.address(),
        reply.took().toMillis(),
        reply.text(),
        reply.isCut());
  }
}
