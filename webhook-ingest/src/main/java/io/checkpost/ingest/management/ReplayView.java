package io.checkpost.ingest.management;

import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.replay.Replay;
import org.jspecify.annotations.Nullable;

/** A replay. */
record ReplayView(
    String id,
    String kind,
    String state,
    FilterView filter,
    @Nullable String observer,
    int ratePerSecond,
    @Nullable Long counted,
    long done,
    long skipped,
    long failed,
    String createdAt,
    @Nullable String startedAt,
    @Nullable String finishedAt,
    String createdBy,
    @Nullable String reason)
    implements View {

  /** Which messages a replay is about. */
  record FilterView(
      @Nullable String message,
      @Nullable Integer chosen,
      @Nullable String portal,
      @Nullable String provider,
      @Nullable String checkType,
      @Nullable String outcome,
      @Nullable String disposition,
      @Nullable String from,
      @Nullable String to,
      @Nullable String subject) {

    static FilterView of(Replay replay) {
      MessageFilter filter = replay.filter();
      return new FilterView(
          Texts.of(replay.message()),
          replay.chosen(),
          Texts.of(filter.portal()),
          filter.provider(),
          Texts.of(filter.checkType()),
          filter.outcome() == null ? null : filter.outcome().code(),
          filter.disposition() == null ? null : filter.disposition().code(),
          Texts.of(filter.from()),
          Texts.of(filter.to()),
          filter.subject());
    }
  }

  static ReplayView of(Replay replay) {
    return new ReplayView(
        replay.id().toString(),
        replay.kind().code(),
        replay.state().code(),
        FilterView.of(replay),
        replay.observer(),
        replay.ratePerSecond(),
        replay.counted(),
        replay.done(),
        replay.skipped(),
        replay.failed(),
        replay.createdAt().toString(),
        Texts.of(replay.startedAt()),
        Texts.of(replay.finishedAt()),
        replay.createdBy(),
        replay.reason());
  }
}
