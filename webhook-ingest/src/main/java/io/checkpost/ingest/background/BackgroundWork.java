package io.checkpost.ingest.background;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * A part that works by itself while the application runs. Every bean of this type is begun once the
 * schema is up to date and the keyset is in force, and ended after the last message is written. No
 * part may count on another being begun before it.
 */
public interface BackgroundWork {

  /**
   * Begins.
   *
   * @param threads makes the threads that the server knows of
   * @throws SQLException when the database cannot be asked; the start is then tried again
   */
  void start(ThreadFactory threads) throws SQLException;

  /**
   * Begins nothing more and returns when what was begun has ended, or patience has. May be called
   * when {@link #start} never was.
   */
  void close(Duration patience) throws InterruptedException;
}
