package io.checkpost.benchmark;

import io.checkpost.benchmark.LoadGenerator.Load;
import java.time.Duration;

/**
 * One measured round of one contestant.
 *
 * @param load what came back
 * @param settled how long its server went on working after the last answer
 */
record Round(Load load, Duration settled) {

  double perSecond() {
    return load.latencies().count() / (load.duration().toNanos() / 1e9);
  }

  double millis(double percentile) {
    return load.latencies().percentile(percentile).toNanos() / 1e6;
  }
}
