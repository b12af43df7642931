package io.checkpost.ingest.background;

import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.logging.LogLine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does the same again and again on a thread of its own, with a pause in between that somebody can
 * cut short. Of rounds that fail one after the other the first is logged.
 *
 * <p>Nobody is interrupted: an interrupt during a write would close the embedded database's file.
 */
public final class Rounds {

  private static final Logger LOG = System.getLogger(Rounds.class.getName());
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

  private final String name;
  private final Supplier<Duration> pause;
  private final Round round;
  private final Runnable end;
  private final Semaphore wakeUps = new Semaphore(0);
  private @Nullable Thread thread;
  private boolean failing;
  private volatile boolean open = true;

  /**
   * Creates rounds that begin with {@link #start}.
   *
   * @param name what the log calls them, as in {@code name.failing}
   * @param pause between one round's end and the next one's beginning
   * @param round what is done
   */
  public Rounds(String name, Duration pause, Round round) {
    this(name, () -> pause, round, () -> {});
  }

  /**
   * Creates rounds with a pause that depends and an end.
   *
   * @param pause asked before each round, on the thread of the rounds
   * @param end done after the last round, on the thread of the rounds
   */
  public Rounds(String name, Supplier<Duration> pause, Round round, Runnable end) {
    this.name = name;
    this.pause = pause;
    this.round = round;
    this.end = end;
  }

  /** What is done in a round. */
  @FunctionalInterface
  public interface Round {

    /** Does it once. */
    void run() throws SQLException;
  }

  /** Begins, after one pause; does nothing when it has begun. */
  public void start(ThreadFactory threads) {
    if (thread != null) {
      return;
    }
    Thread made = threads.newThread(this::repeat);
    thread = made;
    made.start();
  }

  /** Has the next round begin now. May be called from any thread, also before the start. */
  public void wakeUp() {
    wakeUps.release();
  }

  /** Tells whether further rounds may begin. */
  public boolean isOpen() {
    return open;
  }

  private void repeat() {
    try {
      while (open) {
        rest();
        if (open) {
          runOnce();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      open = false;
    }
    end.run();
  }

  private void rest() throws InterruptedException {
    Duration usual = pause.get();
    Duration rest = failing && usual.compareTo(AFTER_FAULT) < 0 ? AFTER_FAULT : usual;
    if (wakeUps.tryAcquire(Math.max(0, rest.toNanos()), TimeUnit.NANOSECONDS)) {
      wakeUps.drainPermits();
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

  /** Begins no further round, and returns at once. */
  public void end() {
    open = false;
    wakeUps.release();
  }

  /**
   * Begins no further round.
   *
   * @return whether none is under way any more; true also where none ever began
   */
  public boolean close(Duration patience) throws InterruptedException {
    end();
    Thread started = thread;
    if (started == null) {
      return true;
    }
    started.join(Math.max(1, patience.toMillis()));
    return !started.isAlive();
  }
}
