package io.checkpost.ingest.management;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.checkpost.ingest.relay.UndeliveredTarget;
import org.jspecify.annotations.Nullable;

/** A target that has not got everything: how it is, and what it lacks. */
record UndeliveredTargetView(
    @JsonUnwrapped RelayTargetView target,
    int dead,
    @Nullable String oldestDeadAt,
    @Nullable String lastCause,
    @Nullable String nextAttemptAt)
    implements View {

  static UndeliveredTargetView of(UndeliveredTarget undelivered) {
    return new UndeliveredTargetView(
        RelayTargetView.of(undelivered.target()),
        undelivered.dead(),
        Texts.of(undelivered.oldestDeadAt()),
        undelivered.lastCause(),
        Texts.of(undelivered.nextAttemptAt()));
  }
}
