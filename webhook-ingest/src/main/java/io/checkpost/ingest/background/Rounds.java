package io.checkpost.ingest.background;

import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.logging.LogLine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does the same again and again on a thread of its own, with a pause in between. Of rounds that
 * fail one after the other the first is logged.
 *
 * <p>Nobody is interrupted: an interrupt during a write would close the embedded database's file.
 */
public final class Rounds {

  private static final Logger LOG = System.getLogger(Rounds.class.getName());

  private final String name;
  private final Duration pause;
  private final Round round;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Thread thread;
  private boolean failing;

  /**
   * Creates rounds that begin with {@link #start}.
   *
   * @param name what the log calls them, as in {@code name.failing}
   * @param pause between one round's end and the next one's beginning
   * @param round what is done
   */
  public Rounds(String name, Duration pause, Round round) {
    this.name = name;
    this.pause = pause;
    this.round = round;
  }

  /** What is done in a round. */
  @FunctionalInterface
  public interface Round {

    /** Does it once. */
    void run() throws SQLException;
  }

  /** Begins, after one pause; does nothing when it has begun, for a start may be tried again. */
  public void start(ThreadFactory threads) {
    if (thread != null) {
      return;
    }
    Thread made = threads.newThread(this::repeat);
    thread = made;
    made.start();
  }

  private void repeat() {
    try {
      while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        runOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOnce() {
    try {
      round.run();
      if (failing) {
        failing = false;
        LOG.log(Level.DEBUG, LogLine.of(name + ".recovered").toString());
      }
    } catch (SQLException | RuntimeException e) {
      if (!failing) {
        failing = true;
        LOG.log(level(e), LogLine.of(name + ".failing").because(e).toString());
      }
    }
  }

  /** A database that is away is one fault, told once, and not one of whoever asks it. */
  private static Level level(Exception failure) {
    return DatabaseUnavailable.isCauseOf(failure) ? Level.DEBUG : Level.WARNING;
  }

  /**
   * Begins no further round.
   *
   * @return whether none is under way any more; true also where none ever began
   */
  public boolean close(Duration patience) throws InterruptedException {
    ended.countDown();
    Thread started = thread;
    if (started == null) {
      return true;
    }
    started.join(Math.max(1, patience.toMillis()));
    return !started.isAlive();
  }
}
