package io.checkpost.ingest.dispatch;

import io.checkpost.api.MessageId;
import io.checkpost.api.ObserverDied;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.journal.Journal;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.portal.PortalDirectory;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages from the journal to observers.
 *
 * <p>One thread looks for work and writes down what became of it; a few threads call the observers.
 * Works of one subject form a lane, which one thread at a time goes down in order. A work counts as
 * under way until its end is written, so that it is never begun twice in one process; whatever is
 * interrupted in between is found again, in the same order, by whoever holds the shard next.
 */
@ApplicationSingleton
public final class Dispatcher implements BackgroundWork {

  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final int MAX_UNDER_WAY = 2048;
  private static final int FETCH = 512;
  private static final Duration LOOK_ROUND = Duration.ofMillis(200);

  /** What an owed event fails with when its message cannot be read. */
  private static final String UNREADABLE = "unreadable message";

  private final DispatchStore store;
  private final EventLoader loader;
  private final Shards shards;
  private final ObserverRegistry registry;
  private final PortalDirectory portals;
  private final Clock clock;
  private final Lanes lanes = new Lanes();
  private final Retries retries;
  private final Calls calls;
  private final Announcements announcements;
  private final DispatchThreads threads;

  private final Rounds rounds = new Rounds("dispatch", () -> LOOK_ROUND, this::round, this::finish);
  private final Queue<Result> results = new ConcurrentLinkedQueue<>();
  private final Queue<Work> abandoned = new ConcurrentLinkedQueue<>();

  /** Taken from the results and not written yet: those of one subject keep their order. */
  private final Deque<Result> unwritten = new ArrayDeque<>();

  private final Map<Work.Key, Work> underWay = new HashMap<>();
  private long renewAtNanos;
  private long lookAtNanos;

  /** Creates a dispatcher that begins with {@link #start}. */
  @Inject
  Dispatcher(
      DispatchStore store,
      OwedStore owed,
      EventLoader loader,
      Observers observers,
      Shards shards,
      ObserverRegistry registry,
      PortalDirectory portals,
      DispatchMeters meters,
      Journal journal,
      Settings settings,
      Clock clock) {
    this(
        store,
        owed,
        loader,
        Audience.of(observers),
        shards,
        registry,
        portals,
        meters,
        settings,
        clock);
    journal.onCommit(this::wakeUp);
  }

  /** Creates a dispatcher to another audience than the container's. */
  Dispatcher(
      DispatchStore store,
      OwedStore owed,
      EventLoader loader,
      Audience audience,
      Shards shards,
      ObserverRegistry registry,
      PortalDirectory portals,
      DispatchMeters meters,
      Settings settings,
      Clock clock) {
    this.store = store;
    this.loader = loader;
    this.shards = shards;
    this.registry = registry;
    this.portals = portals;
    this.clock = clock;
    this.threads = new DispatchThreads(settings.dispatchThreads());
    this.announcements = new Announcements(audience, threads);
    this.retries =
        new Retries(owed, loader, registry, lanes, portals, clock, settings.dispatchThreads());
    this.calls =
        new Calls(
            audience.observers(),
            announcements::eventually,
            registry,
            lanes,
            Backoff.of(settings),
            meters,
            clock);
  }

  /** Starts observing, beginning with what an earlier process left. */
  @Override
  public void start(ThreadFactory factory) throws SQLException {
    shards.forgetFormerOwners();
    renewAtNanos = System.nanoTime();
    lookAtNanos = renewAtNanos;
    threads.start(factory);
    rounds.wakeUp();
    rounds.start(factory);
  }

  /** Tells that there may be work. May be called from any thread. */
  void wakeUp() {
    rounds.wakeUp();
  }

  /**
   * Begins nothing more, lets observers that were called return, and writes down how they ended.
   */
  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.end();
    threads.shutdown();
    if (!threads.awaitEnd(patience)) {
      LOG.log(Level.WARNING, LogLine.of("dispatch.observers-under-way").toString());
    }
    rounds.close(patience);
  }

  private void round() throws SQLException {
    renewLease();
    writeResults();
    dropAbandoned();
    beginOwedWork();
    beginPendingWork();
  }

  private void renewLease() throws SQLException {
    if (System.nanoTime() - renewAtNanos < 0 && !shards.isReadyToLeave(this::isBusy)) {
      return;
    }
    Set<Integer> before = shards.held();
    // in this order: whoever sees that this node lives can see which observers it has
    registry.announce();
    shards.renew(this::isBusy);
    registry.learn(shards.isAlone());
    renewAtNanos = System.nanoTime() + shards.lease().dividedBy(3).toNanos();
    if (!before.equals(shards.held())) {
      // whoever had them before may have left something that what is pending has to wait for
      retries.added();
      lookSoon();
    }
  }

  private boolean isBusy(int shard) {
    return underWay.values().stream().anyMatch(work -> work.shard() == shard)
        || retries.isBusy(shard);
  }

  private void writeResults() throws SQLException {
    while (unwritten.size() < FETCH && !results.isEmpty()) {
      unwritten.add(results.remove());
    }
    if (unwritten.isEmpty()) {
      return;
    }
    OwedStore.Written written = store.complete(List.copyOf(unwritten), now());
    unwritten.forEach(result -> finished(result, written));
    unwritten.clear();
    written.died().forEach(this::bury);
    if (!written.died().isEmpty()) {
      lookSoon();
    }
    if (!results.isEmpty()) {
      wakeUp();
    }
  }

  /** As the databases keep it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void finished(Result result, OwedStore.Written written) {
    Work work = result.work();
    Map<String, Backlog> backlog =
        work.subjectId() == null ? null : written.backlogs().get(work.subjectId());
    forget(work, backlog);
    if (result.concernsOwed()) {
      retries.added();
    }
    if (work.owed() != null && result.failures().isEmpty()) {
      // its lane goes on, and there may be more of its observer
      lookSoon();
    }
  }

  private void forget(Work work, @Nullable Map<String, Backlog> backlog) {
    if (work.owed() == null) {
      underWay.remove(work.key());
      lanes.finished(work, backlog);
    } else {
      retries.finished(work, backlog);
    }
  }

  private void lookSoon() {
    lookAtNanos = System.nanoTime();
    wakeUp();
  }

  private void bury(OwedStore.Died died) {
    Work work = died.result().work();
    LOG.log(
        Level.ERROR,
        LogLine.of("observer.died")
            .with("observer", died.call().observer())
            .with("message", work.messageId())
            .with("attempts", died.attempts())
            .with("cause", died.cause())
            .toString());
    announcements.now(
        new ObserverDied(
            died.call().observer(),
            new MessageId(work.messageId()),
            new PortalId(work.portalId()),
            died.result().loaded().provider(),
            died.attempts(),
            died.cause(),
            died.at()));
  }

  /** What was left when the lease ended belongs to whoever holds the shard now. */
  private void dropAbandoned() {
    for (Work work = abandoned.poll(); work != null; work = abandoned.poll()) {
      forget(work, null);
    }
  }

  /** Now and then, and at once when something was put forward. */
  private void beginOwedWork() throws SQLException {
    if (System.nanoTime() - lookAtNanos < 0) {
      return;
    }
    lookAtNanos = System.nanoTime() + LOOK_ROUND.toNanos();
    retries.look(
        shards.held(),
        threads.isIdle(),
        new Retries.Hands(threads::executeOwed, this::giveOwed, this::failUnreadable));
  }

  private void giveOwed(LoadedWork work, Work.Owed owed) {
    give(work, () -> calls.owed(work, owed));
  }

  private void failUnreadable(Work work, Work.Owed owed) {
    LOG.log(
        Level.ERROR,
        LogLine.of("dispatch.unreadable").with("message", work.messageId()).toString());
    Result.Notes notes = new Result.Notes();
    notes.failed(new Result.Call(owed.ordinal(), owed.observer()), UNREADABLE, now());
    results.add(notes.result(new LoadedWork(work, "", now(), List.of()), now()));
    wakeUp();
  }

  private void beginPendingWork() throws SQLException {
    Set<Integer> held = shards.held();
    if (held.isEmpty() || underWay.size() >= MAX_UNDER_WAY) {
      return;
    }
    // what is under way is still in the table, in front
    int limit = underWay.size() + FETCH;
    List<Work> found = store.pending(held, portals.pausedPortals(), limit);
    begin(found.stream().filter(work -> !underWay.containsKey(work.key())).toList());
    if (found.size() == limit) {
      wakeUp();
    }
  }

  private void begin(List<Work> fresh) throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    Map<UUID, Map<String, Backlog>> backlogs = backlogs(fresh);
    List<Work> unreadable = new ArrayList<>();
    List<LoadedWork> loaded = loader.load(fresh, unreadable);
    for (Work work : unreadable) {
      underWay.put(work.key(), work);
      LOG.log(
          Level.ERROR,
          LogLine.of("dispatch.unreadable")
              .with("message", work.messageId())
              .with("triedAgain", "at the next start")
              .toString());
    }
    for (LoadedWork work : loaded) {
      underWay.put(work.work().key(), work.work());
      enqueue(work, backlogs.getOrDefault(work.work().lane(), Map.of()));
    }
  }

  /** Nobody is asked while no observer is owed anything: that is the usual. */
  private Map<UUID, Map<String, Backlog>> backlogs(List<Work> works) throws SQLException {
    if (!retries.isAnything()) {
      return Map.of();
    }
    Set<UUID> subjects = new HashSet<>();
    works.stream().map(Work::subjectId).filter(Objects::nonNull).forEach(subjects::add);
    return retries.backlogs(lanes.notUnderWay(subjects));
  }

  private void enqueue(LoadedWork work, Map<String, Backlog> backlog) {
    UUID lane = work.work().lane();
    if (lanes.add(work, backlog)) {
      try {
        threads.execute(() -> goDown(lane));
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, "the end: what is pending stays pending");
      }
    }
  }

  private void goDown(UUID lane) {
    for (LoadedWork work = lanes.next(lane); work != null; work = lanes.next(lane)) {
      LoadedWork current = work;
      give(current, () -> calls.firstRound(current));
    }
  }

  private interface Giving {
    Result give();
  }

  // a work that cannot be handed out must not end its lane: those behind it wait for this thread
  private void give(LoadedWork work, Giving giving) {
    if (rounds.isOpen() && shards.holds(work.work().shard())) {
      try {
        results.add(giving.give());
      } catch (RuntimeException | Error e) {
        LOG.log(
            Level.ERROR,
            LogLine.of("dispatch.not-given")
                .with("message", work.work().messageId())
                .with("triedAgain", "at the next start")
                .because(e)
                .toString());
      }
    } else {
      abandoned.add(work.work());
    }
    wakeUp();
  }

  private void finish() {
    try {
      if (!threads.awaitEnd(Duration.ofSeconds(30))) {
        return;
      }
      while (!results.isEmpty() || !unwritten.isEmpty()) {
        writeResults();
      }
      shards.release();
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, LogLine.of("dispatch.end-not-written").because(e).toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
