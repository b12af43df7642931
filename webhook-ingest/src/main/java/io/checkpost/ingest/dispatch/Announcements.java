package io.checkpost.ingest.dispatch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tells those who are told as well as can be and no better: asynchronous observers, and observers
 * of Checkpost's own events. Nothing of it is kept; what does not find room is dropped.
 */
final class Announcements {

  private static final Logger LOG = System.getLogger(Announcements.class.getName());

  private final Audience audience;
  private final DispatchThreads threads;

  Announcements(Audience audience, DispatchThreads threads) {
    this.audience = audience;
    this.threads = threads;
  }

  /** Hands an event to asynchronous observers. */
  void eventually(Object event) {
    try {
      audience.fireAsync().accept(event, threads::announce);
    } catch (RuntimeException e) {
      report(event, e);
    }
  }

  /** Fires an event of Checkpost's own, on another thread than the caller's. */
  void now(Object event) {
    try {
      threads.announce(() -> fire(event));
    } catch (RejectedExecutionException e) {
      report(event, e);
    }
  }

  private void fire(Object event) {
    try {
      audience.fire().accept(event);
    } catch (RuntimeException | Error e) {
      report(event, e);
    }
  }

  private static void report(Object event, Throwable e) {
    LOG.log(
        Level.WARNING,
        "event=announcement-lost type={0} cause={1}",
        event.getClass().getSimpleName(),
        e.getClass().getName());
  }
}
