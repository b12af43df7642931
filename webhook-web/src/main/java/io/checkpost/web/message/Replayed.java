package io.checkpost.web.message;

import io.checkpost.ingest.replay.Replay;
import io.checkpost.ingest.replay.ReplayKind;
import io.checkpost.ingest.replay.ReplayState;
import io.checkpost.web.text.Words;

/** What became of a message that somebody had observed again or read again. */
final class Replayed {

  private Replayed() {}

  static String inWords(Replay replay, Words words) {
    if (replay.state() == ReplayState.FAILED || replay.failed() > 0) {
      return words.text("message.done.replay.failed");
    }
    if (replay.kind() == ReplayKind.OBSERVE) {
      String observer = replay.observer();
      return observer == null
          ? words.text("message.done.observed")
          : words.text("message.done.observed-by", observer);
    }
    if (replay.state() != ReplayState.FINISHED) {
      return words.text("message.done.reread.running");
    }
    return words.text(
        replay.done() > 0 ? "message.done.reread.changed" : "message.done.reread.same");
  }
}
