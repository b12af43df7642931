package io.checkpost.ingest.intake;

import io.checkpost.ingest.ApplicationSingleton;
import java.time.Duration;

/**
 * Whether messages are taken at present, and how many are inside. Safe for use by many threads.
 *
 * <p>Closed until the start is complete and again from the first sign of the end, so that a sender
 * is told 503 for what is our doing.
 */
@ApplicationSingleton
public final class Admission {

  private boolean open;
  private int inside;
  private boolean opened;
  private String whyClosed = "starting";

  /** Lets messages in from now on. */
  public synchronized void open() {
    open = true;
    opened = true;
  }

  /** Lets no more messages in. */
  public synchronized void close(String why) {
    open = false;
    whyClosed = why;
  }

  /** Tells whether messages are taken. */
  public synchronized boolean isOpen() {
    return open;
  }

  /** Tells whether messages ever were taken. */
  public synchronized boolean hasOpened() {
    return opened;
  }

  /** Returns why messages are not taken, for an operator. */
  public synchronized String whyClosed() {
    return whyClosed;
  }

  /** Lets one message in, if messages are taken; each that came in must {@link #leave}. */
  public synchronized boolean enter() {
    if (open) {
      inside++;
    }
    return open;
  }

  /** Lets one message out that has been answered. */
  public synchronized void leave() {
    inside--;
    notifyAll();
  }

  /**
   * Waits until everything that came in has been answered.
   *
   * @return whether that was so in time
   */
  public synchronized boolean awaitEmpty(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (inside > 0) {
      long leftMillis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return true;
  }
}
