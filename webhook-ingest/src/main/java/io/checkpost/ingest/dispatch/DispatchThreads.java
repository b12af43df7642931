package io.checkpost.ingest.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that call observers: those of new messages, of what is owed, and of announcements.
 * Each kind has its own, so that none waits for another.
 */
final class DispatchThreads {

  private static final int MOST_ANNOUNCEMENTS = 10_000;
  private static final int ANNOUNCING = 2;

  private final int observing;
  private @Nullable Pools pools;

  private record Pools(
      ThreadPoolExecutor lanes, ExecutorService owed, ThreadPoolExecutor announcements) {

    List<ExecutorService> observing() {
      return List.of(lanes, owed);
    }
  }

  DispatchThreads(int observing) {
    this.observing = observing;
  }

  synchronized void start(ThreadFactory factory) {
    pools =
        new Pools(
            pool(observing, Integer.MAX_VALUE, factory),
            Executors.newCachedThreadPool(factory),
            pool(ANNOUNCING, MOST_ANNOUNCEMENTS, factory));
  }

  private static ThreadPoolExecutor pool(int threads, int waiting, ThreadFactory factory) {
    return new ThreadPoolExecutor(
        threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), factory);
  }

  private synchronized Pools pools() {
    if (pools == null) {
      throw new IllegalStateException("not started");
    }
    return pools;
  }

  private synchronized boolean isStarted() {
    return pools != null;
  }

  /** Goes down a lane. */
  void execute(Runnable lane) {
    pools().lanes.execute(lane);
  }

  /** Runs what an observer is owed; callers see to it that they are few. */
  void executeOwed(Runnable owed) {
    pools().owed.execute(owed);
  }

  /**
   * Tells somebody.
   *
   * @throws java.util.concurrent.RejectedExecutionException when too many wait to be told
   */
  void announce(Runnable announcement) {
    pools().announcements.execute(announcement);
  }

  /** Tells whether no lane waits for a thread. */
  boolean isIdle() {
    return pools().lanes.getQueue().isEmpty();
  }

  /** Begins nothing more; announcements that wait are dropped. */
  void shutdown() {
    if (!isStarted()) {
      return;
    }
    pools().observing().forEach(ExecutorService::shutdown);
    pools().announcements.getQueue().clear();
    pools().announcements.shutdown();
  }

  /** Returns whether every observer that was called for its own returned in time. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    if (!isStarted()) {
      return true;
    }
    long end = System.nanoTime() + patience.toNanos();
    for (ExecutorService pool : pools().observing()) {
      if (!pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }
}
