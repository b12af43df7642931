package io.checkpost.ingest.lifecycle;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.access.FirstAccess;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.demo.Demo;
import io.checkpost.ingest.intake.Admission;
import io.checkpost.ingest.journal.Journal;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.portal.PortalFile;
import io.checkpost.ingest.privacy.KeysetInForce;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The order in which Checkpost begins and ends. A database server that is down at the start is
 * waited for, with the intake answering 503; whatever else is wrong stops the start.
 */
@ApplicationSingleton
public final class Lifecycle implements LifecycleMXBean {

  private static final Logger LOG = System.getLogger(Lifecycle.class.getName());
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** For each step; all of them together stay below the half minute that process managers wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** What a part gets although those before it took their time. */
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  private final Settings settings;
  private final Database database;
  private final KeysetSource keysetSource;
  private final KeysetInForce keysetInForce;
  private final FirstAccess firstAccess;
  private final PortalFile portalFile;
  private final Journal journal;
  private final Instance<BackgroundWork> parts;
  private final Admission admission;
  private final Welcome welcome;
  private final Demo demo;
  private final ManagedThreadFactory threads;
  private final Set<BackgroundWork> begun = new HashSet<>();
  private FirstAccess.@Nullable Generated generated;
  private boolean journaling;
  private @Nullable Thread opening;
  private volatile boolean stopping;

  @Inject
  Lifecycle(
      Settings settings,
      Database database,
      KeysetSource keysetSource,
      KeysetInForce keysetInForce,
      FirstAccess firstAccess,
      PortalFile portalFile,
      Journal journal,
      Instance<BackgroundWork> parts,
      Admission admission,
      Welcome welcome,
      Demo demo,
      ManagedThreadFactory threads) {
    this.settings = settings;
    this.database = database;
    this.keysetSource = keysetSource;
    this.keysetInForce = keysetInForce;
    this.firstAccess = firstAccess;
    this.portalFile = portalFile;
    this.journal = journal;
    this.parts = parts;
    this.admission = admission;
    this.welcome = welcome;
    this.demo = demo;
    this.threads = threads;
  }

  /**
   * Starts everything.
   *
   * @throws RuntimeException with a message of one line when something must be put right first
   */
  void start() {
    registerBean();
    KeysetSource.makeHome(settings.home());
    boolean opened = tryToOpen();
    if (!opened) {
      Thread thread = threads.newThread(this::openWhenPossible);
      opening = thread;
      thread.start();
    }
  }

  private boolean tryToOpen() {
    try {
      open();
      return true;
    } catch (SQLException | FlywayException | DatabaseUnavailable e) {
      if (database.dialect() == Dialect.H2) {
        throw new InvalidSetting(
            "checkpost.home",
            "the embedded database in "
                + settings.home()
                + " cannot be opened (is another Checkpost running on it?)");
      }
      LOG.log(Level.WARNING, LogLine.of("start.waits-for-database").because(e).toString());
      return false;
    }
  }

  private void open() throws SQLException {
    database.migrate();
    keysetInForce.set(keysetSource.find());
    if (generated == null) {
      generated = firstAccess.establish();
    }
    portalFile.applyConfigured();
    begin();
    admission.open();
    welcome.say(generated);
    demo.start(threads);
  }

  /** Nothing twice, when an earlier try came so far and no further. */
  private void begin() throws SQLException {
    if (!journaling) {
      journal.start(threads);
      journaling = true;
    }
    for (BackgroundWork part : parts) {
      if (!begun.contains(part)) {
        part.start(threads);
        begun.add(part);
      }
    }
  }

  private void openWhenPossible() {
    try {
      boolean opened = false;
      while (!opened && !stopping) {
        Thread.sleep(BETWEEN_TRIES.toMillis());
        opened = tryAgain();
      }
    } catch (InterruptedException e) {
      // the end
    }
  }

  private boolean tryAgain() {
    try {
      open();
      return true;
    } catch (SQLException | FlywayException | DatabaseUnavailable e) {
      return false;
    } catch (RuntimeException e) {
      admission.close(String.valueOf(e.getMessage()));
      LOG.log(Level.ERROR, failedStart(e).toString());
      stopping = true;
      return false;
    }
  }

  /** Of exceptions only our own about settings speak to whoever has to put something right. */
  private static LogLine failedStart(RuntimeException e) {
    LogLine line = LogLine.of("start.failed");
    return e instanceof InvalidSetting ? line.with("why", e.getMessage()) : line.because(e);
  }

  @Override
  public void drain() {
    admission.close("shutting down");
    try {
      if (!admission.awaitEmpty(PATIENCE)) {
        LOG.log(Level.WARNING, LogLine.of("stop.requests-unanswered").toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends everything in the reverse order: what was accepted is written and observed first. */
  void stop() {
    drain();
    stopping = true;
    try {
      Thread thread = opening;
      if (thread != null) {
        thread.interrupt();
        thread.join(PATIENCE.toMillis());
      }
      journal.close(PATIENCE);
      closeParts();
      database.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.log(Level.WARNING, LogLine.of("stop.database-not-closed").because(e).toString());
    }
    unregisterBean();
  }

  private void closeParts() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (BackgroundWork part : parts) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      part.close(left.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : left);
    }
  }

  private void registerBean() {
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, name());
    } catch (JMException e) {
      LOG.log(Level.WARNING, LogLine.of("start.no-drain").because(e).toString());
    }
  }

  private void unregisterBean() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
    } catch (JMException e) {
      LOG.log(Level.DEBUG, LogLine.of("stop.no-drain").because(e).toString());
    }
  }

  private static ObjectName name() throws JMException {
    return new ObjectName("io.checkpost:type=Lifecycle");
  }
}
