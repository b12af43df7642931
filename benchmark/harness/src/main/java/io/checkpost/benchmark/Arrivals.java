package io.checkpost.benchmark;

/** What arrived at one end, and how long after its receipt. Safe for use by many threads. */
final class Arrivals {

  private Latencies latencies = new Latencies();
  private long lastAtNanos = System.nanoTime();

  /** Notes one arrival, so many nanoseconds after the message was received. */
  synchronized void add(long nanosAfterReceipt) {
    latencies.add(Math.max(0, nanosAfterReceipt));
    lastAtNanos = System.nanoTime();
  }

  synchronized long count() {
    return latencies.count();
  }

  /** Returns when the last one came, on the clock of {@link System#nanoTime()}. */
  synchronized long lastAtNanos() {
    return lastAtNanos;
  }

  /** Returns what arrived since the last time this was asked. */
  synchronized Latencies take() {
    Latencies taken = latencies;
    latencies = new Latencies();
    return taken;
  }
}
