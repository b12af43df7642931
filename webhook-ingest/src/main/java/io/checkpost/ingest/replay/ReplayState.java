package io.checkpost.ingest.replay;

import java.util.Locale;

/** How far a replay is. */
public enum ReplayState {
  /** It finds out how many messages there are. */
  COUNTING,
  /** It goes through the messages. */
  RUNNING,
  /** A person stopped it for now. */
  PAUSED,
  /** A person ended it. */
  CANCELLED,
  /** It went through all messages. */
  FINISHED,
  /** It cannot go on. */
  FAILED;

  /** Returns the state as JSON and the database write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ReplayState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
