package io.checkpost.ingest.management;

import io.checkpost.ingest.dispatch.ObservedState;
import org.jspecify.annotations.Nullable;

/** An observer and what it is owed. */
record ObservedStateView(
    String id,
    String eventType,
    @Nullable Integer priority,
    boolean deployed,
    String registeredAt,
    String seenAt,
    int waiting,
    int dead,
    int parked,
    @Nullable String oldestOwedAt,
    @Nullable String failingSince,
    @Nullable FailureView latestFailure)
    implements View {

  /** That it failed on a message. */
  record FailureView(String messageId, String cause, String at) {

    static FailureView of(ObservedState.Failure failure) {
      return new FailureView(
          failure.messageId().toString(), failure.cause(), failure.at().toString());
    }
  }

  static ObservedStateView of(ObservedState state) {
    ObservedState.Failure failure = state.latestFailure();
    return new ObservedStateView(
        state.id(),
        state.eventType(),
        state.priority(),
        state.deployed(),
        state.registeredAt().toString(),
        state.seenAt().toString(),
        state.waiting(),
        state.dead(),
        state.parked(),
        Texts.of(state.oldestOwedAt()),
        Texts.of(state.failingSince()),
        failure == null ? null : FailureView.of(failure));
  }
}
