package io.checkpost.launcher;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Asks the application to finish what it is storing and to accept nothing more. Afterwards it still
 * answers, 503 to providers, until the port is closed.
 */
final class ApplicationDrain {

  private static final String LIFECYCLE = "io.checkpost:type=Lifecycle";

  private ApplicationDrain() {}

  /** Returns when the application has drained, has no such operation, or the limit has passed. */
  static void await(Duration limit) throws InterruptedException {
    FutureTask<Void> drain = new FutureTask<>(ApplicationDrain::drain, null);
    Thread thread = new Thread(drain, "checkpost-drain");
    thread.setDaemon(true);
    thread.start();
    try {
      drain.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      System.err.println(
          "checkpost: still storing after " + limit.toSeconds() + " s, stopping anyway");
    } catch (ExecutionException e) {
      System.err.println("checkpost: could not drain: " + e.getCause());
    }
  }

  private static void drain() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName lifecycle = new ObjectName(LIFECYCLE);
      if (beans.isRegistered(lifecycle)) {
        beans.invoke(lifecycle, "drain", null, null);
      }
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
