package io.checkpost.ingest.alert;

import java.io.IOException;
import java.util.List;

/** A way to tell somebody. Used by one thread. */
interface Channel {

  /** Returns the channel's name, by which its notices are stored. */
  String name();

  /** Returns how many changes it tells at once. */
  int mostAtOnce();

  /**
   * Tells of changes and returns once the other side has taken them.
   *
   * @throws IOException when it has not, or may not have; they are then told again
   */
  void send(List<Notice> notices) throws IOException;
}
