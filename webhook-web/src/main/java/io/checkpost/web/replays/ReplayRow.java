package io.checkpost.web.replays;

import io.checkpost.ingest.replay.Replay;
import io.checkpost.ingest.replay.ReplayState;

/**
 * A replay as the page shows it.
 *
 * @param replay the replay
 */
public record ReplayRow(Replay replay) {

  /** Returns the colours and the sign of its state. */
  public String tone() {
    return switch (replay.state()) {
      case COUNTING, RUNNING -> "pending";
      case PAUSED -> "review";
      case FINISHED -> "passed";
      case FAILED -> "failed";
      case CANCELLED -> "neutral";
    };
  }

  /** Returns how many messages it has gone through. */
  public long gone() {
    return replay.done() + replay.skipped() + replay.failed();
  }

  /** Tells whether it is under way, and can be stopped for now. */
  public boolean isUnderWay() {
    return replay.state() == ReplayState.COUNTING || replay.state() == ReplayState.RUNNING;
  }

  /** Tells whether it was stopped for now. */
  public boolean isPaused() {
    return replay.state() == ReplayState.PAUSED;
  }

  /** Tells whether it can be ended. */
  public boolean isOpen() {
    return isUnderWay() || isPaused();
  }

  /** Tells whether it is about whatever was received, with no filter but the time. */
  public boolean isOfEverything() {
    return replay.message() == null
        && replay.chosen() == null
        && replay.filter().portal() == null
        && replay.filter().provider() == null
        && replay.filter().checkType() == null
        && replay.filter().outcome() == null
        && replay.filter().disposition() == null
        && replay.filter().subject() == null
        && replay.filter().from() == null;
  }
}
