package io.checkpost.ingest.management;

import io.checkpost.ingest.dispatch.OwedObservation;
import org.jspecify.annotations.Nullable;

/** An event that an observer is owed. */
record OwedObservationView(
    String messageId,
    String observer,
    @Nullable Integer ordinal,
    String state,
    int attempts,
    @Nullable String firstFailedAt,
    @Nullable String lastFailedAt,
    @Nullable String nextAttemptAt,
    @Nullable String cause,
    boolean outOfOrder,
    boolean replay)
    implements View {

  static OwedObservationView of(OwedObservation owed) {
    return new OwedObservationView(
        owed.messageId().toString(),
        owed.observer(),
        owed.ordinal(),
        owed.state().code(),
        owed.attempts(),
        Texts.of(owed.firstFailedAt()),
        Texts.of(owed.lastFailedAt()),
        Texts.of(owed.nextAttemptAt()),
        owed.cause(),
        owed.outOfOrder(),
        owed.replay());
  }
}
