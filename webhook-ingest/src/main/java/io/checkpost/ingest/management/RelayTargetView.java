package io.checkpost.ingest.management;

import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.TargetPause;
import io.checkpost.ingest.relay.TargetState;
import org.jspecify.annotations.Nullable;

/** How the target of a portal's relay URL is. */
record RelayTargetView(
    String portalId,
    String state,
    String changedAt,
    @Nullable String nextProbeAt,
    int pending,
    @Nullable String oldestPendingAt,
    @Nullable String pausedAt,
    @Nullable String pausedBy)
    implements View {

  static RelayTargetView of(RelayTargetState target) {
    TargetPause pause = target.pause();
    return new RelayTargetView(
        target.portalId().toString(),
        target.state().code(),
        target.changedAt().toString(),
        target.state() == TargetState.OPEN ? target.readyAt().toString() : null,
        target.pending(),
        Texts.of(target.oldestPendingAt()),
        pause == null ? null : pause.at().toString(),
        pause == null ? null : pause.by());
  }
}
