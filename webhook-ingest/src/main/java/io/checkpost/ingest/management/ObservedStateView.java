package io.checkpost.ingest.management;

import io.checkpost.ingest.dispatch.ObservedState;
import org.jspecify.annotations.Nullable;

/** An observer and what it is owed. */
record ObservedStateView(
    String id,
    String eventType,
    boolean deployed,
    String registeredAt,
    String seenAt,
    int waiting,
    int dead,
    int parked,
    @Nullable String oldestOwedAt)
    implements View {

  static ObservedStateView of(ObservedState state) {
    return new ObservedStateView(
        state.id(),
        state.eventType(),
        state.deployed(),
        state.registeredAt().toString(),
        state.seenAt().toString(),
        state.waiting(),
        state.dead(),
        state.parked(),
        Texts.of(state.oldestOwedAt()));
  }
}
