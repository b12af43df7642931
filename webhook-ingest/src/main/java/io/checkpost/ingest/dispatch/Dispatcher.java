package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.journal.Journal;
import io.checkpost.ingest.portal.PortalDirectory;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

  private final DispatchStore store;
  private final EventLoader loader;
  private final Function<Object, List<Observer>> observers;
  private final Shards shards;
  private final PortalDirectory portals;
  private final Clock clock;
  private final int threadCount;

  private final Semaphore wakeUps = new Semaphore(0);
  private final Queue<Result> results = new ConcurrentLinkedQueue<>();
  private final Queue<Work> abandoned = new ConcurrentLinkedQueue<>();

  /** By number for pending work; owed work and pending work have numbers of their own. */
  private final Map<UnderWay, Work> underWay = new HashMap<>();

  private final Map<UUID, Lane> lanes = new HashMap<>();
  private final Set<Integer> shardsWithOwedWork = new HashSet<>();
  private @Nullable Instant startedAt;
  private @Nullable Thread coordinator;
  private @Nullable ExecutorService workers;
  private long renewAtNanos;
  private boolean faulty;
  private volatile boolean open;

  /** Creates a dispatcher that begins with {@link #start}. */
  @Inject
  Dispatcher(
      DispatchStore store,
      EventLoader loader,
      Observers observers,
      Shards shards,
      PortalDirectory portals,
      Journal journal,
      Settings settings,
      Clock clock) {
    this(store, loader, observers::of, shards, portals, settings, clock);
    journal.onCommit(this::wakeUp);
  }

  /** Creates a dispatcher over other observers than the container's. */
  Dispatcher(
      DispatchStore store,
      EventLoader loader,
      Function<Object, List<Observer>> observers,
      Shards shards,
      PortalDirectory portals,
      Settings settings,
      Clock clock) {
    this.store = store;
    this.loader = loader;
    this.observers = observers;
    this.shards = shards;
    this.portals = portals;
    this.clock = clock;
    this.threadCount = settings.dispatchThreads();
  }

  private record UnderWay(long position, Work.@Nullable Owed owed) {

    static UnderWay of(Work work) {
      return new UnderWay(work.position(), work.owed());
    }
  }

  /** Starts observing, beginning with what an earlier process left. */
  @Override
  public void start(ThreadFactory threads) throws SQLException {
    shards.forgetFormerOwners();
    startedAt = clock.instant();
    renewAtNanos = System.nanoTime();
    open = true;
    workers = Executors.newFixedThreadPool(threadCount, threads);
    coordinator = threads.newThread(this::coordinate);
    coordinator.start();
  }

  /** Tells that there may be work. May be called from any thread. */
  void wakeUp() {
    wakeUps.release();
  }

  /**
   * Begins nothing more, lets observers that were called return, and writes down how they ended.
   */
  @Override
  public void close(Duration patience) throws InterruptedException {
    open = false;
    wakeUp();
    Thread running = coordinator;
    ExecutorService pool = workers;
    if (running != null && pool != null) {
      pool.shutdown();
      if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "some observers did not return in time; they will be called again");
      }
      running.join(patience.toMillis());
    }
  }

  private void coordinate() {
    while (open) {
      try {
        round();
        if (faulty) {
          faulty = false;
          LOG.log(Level.INFO, "dispatch to observers goes on");
        }
        pause(LOOK_ROUND);
      } catch (SQLException | RuntimeException e) {
        report(e);
        pause(AFTER_FAULT);
      }
    }
    finish();
  }

  private void report(Exception e) {
    if (!faulty) {
      faulty = true;
      LOG.log(Level.WARNING, "dispatch to observers waits: " + describe(e));
    }
  }

  private static String describe(Throwable e) {
    return e instanceof SQLException sql
        ? e.getClass().getSimpleName() + ", SQL state " + sql.getSQLState()
        : e.getClass().getName();
  }

  private void pause(Duration duration) {
    try {
      if (wakeUps.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      open = false;
    }
  }

  private void round() throws SQLException {
    renewLease();
    writeResults();
    dropAbandoned();
    beginOwedWork();
    beginPendingWork();
  }

  private void renewLease() throws SQLException {
    if (System.nanoTime() - renewAtNanos >= 0) {
      shards.renew(this::isBusy);
      renewAtNanos = System.nanoTime() + shards.lease().dividedBy(3).toNanos();
      shardsWithOwedWork.retainAll(shards.held());
    }
  }

  private boolean isBusy(int shard) {
    return underWay.values().stream().anyMatch(work -> work.shard() == shard);
  }

  private void writeResults() throws SQLException {
    List<Result> batch = new ArrayList<>();
    for (Result result = results.peek();
        result != null && batch.size() < FETCH;
        result = results.peek()) {
      batch.add(result);
      results.remove();
    }
    if (batch.isEmpty()) {
      return;
    }
    try {
      store.complete(batch);
    } catch (SQLException | RuntimeException e) {
      results.addAll(batch);
      throw e;
    }
    batch.forEach(result -> underWay.remove(UnderWay.of(result.work())));
    if (!results.isEmpty()) {
      wakeUp();
    }
  }

  /** What was left when the lease ended belongs to whoever holds the shard now. */
  private void dropAbandoned() {
    for (Work work = abandoned.poll(); work != null; work = abandoned.poll()) {
      underWay.remove(UnderWay.of(work));
    }
  }

  /** Once a process and shard, before anything newer of the same subjects. */
  private void beginOwedWork() throws SQLException {
    Set<Integer> fresh = new HashSet<>(shards.held());
    fresh.removeAll(shardsWithOwedWork);
    Instant started = startedAt;
    if (fresh.isEmpty() || started == null) {
      return;
    }
    begin(store.owed(fresh, started));
    shardsWithOwedWork.addAll(fresh);
  }

  private void beginPendingWork() throws SQLException {
    Set<Integer> held = shards.held();
    if (held.isEmpty() || underWay.size() >= MAX_UNDER_WAY) {
      return;
    }
    // what is under way is still in the table, in front
    int limit = underWay.size() + FETCH;
    List<Work> found = store.pending(held, portals.pausedPortals(), limit);
    begin(found);
    if (found.size() == limit) {
      wakeUp();
    }
  }

  private void begin(List<Work> found) throws SQLException {
    List<Work> fresh =
        found.stream().filter(work -> !underWay.containsKey(UnderWay.of(work))).toList();
    if (fresh.isEmpty()) {
      return;
    }
    List<Work> unreadable = new ArrayList<>();
    List<Work> loaded = loader.load(fresh, unreadable);
    for (Work work : unreadable) {
      underWay.put(UnderWay.of(work), work);
      LOG.log(
          Level.ERROR,
          "message {0} cannot be read and is not observed until the next start",
          work.messageId());
    }
    for (Work work : loaded) {
      underWay.put(UnderWay.of(work), work);
      enqueue(work);
    }
  }

  private void enqueue(Work work) {
    synchronized (lanes) {
      Lane lane = lanes.get(work.lane());
      if (lane == null) {
        lane = new Lane(work.lane());
        lanes.put(work.lane(), lane);
        lane.works.add(work);
        execute(lane);
      } else {
        lane.works.add(work);
      }
    }
  }

  private void execute(Lane lane) {
    ExecutorService pool = workers;
    if (pool != null) {
      pool.execute(lane);
    }
  }

  /** The works of one subject: run by one thread at a time, first come first. */
  private final class Lane implements Runnable {

    private final UUID id;
    private final Deque<Work> works = new ArrayDeque<>();

    Lane(UUID id) {
      this.id = id;
    }

    @Override
    public void run() {
      for (Work work = next(); work != null; work = next()) {
        if (open && shards.holds(work.shard())) {
          observeOrKeep(work);
        } else {
          abandoned.add(work);
        }
        wakeUp();
      }
    }

    private @Nullable Work next() {
      synchronized (lanes) {
        Work work = works.poll();
        if (work == null) {
          lanes.remove(id);
        }
        return work;
      }
    }
  }

  // a work that cannot be handed out must not end its lane: those behind it wait for this thread
  private void observeOrKeep(Work work) {
    try {
      results.add(observe(work));
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.ERROR,
          "message {0} could not be handed to observers and waits for the next start: {1}",
          work.messageId(),
          e.getClass().getName());
    }
  }

  private Result observe(Work work) {
    Set<String> called = new HashSet<>();
    List<Result.Failure> failures = new ArrayList<>();
    for (Work.NumberedEvent event : work.events()) {
      for (Observer observer : observers.apply(event.event())) {
        if (work.concerns(event.ordinal(), observer.id())) {
          called.add(observer.id());
          call(observer, work, event.ordinal(), failures);
        }
      }
    }
    return new Result(work, clock.instant(), called, failures);
  }

  // an observer is a stranger's code: not even an Error of its may end the dispatch
  private static void call(
      Observer observer, Work work, int ordinal, List<Result.Failure> failures) {
    try {
      observer.call().observe();
    } catch (Throwable e) {
      failures.add(new Result.Failure(ordinal, observer.id(), cause(e)));
      LOG.log(
          Level.WARNING,
          "observer {0} failed on message {1} with {2}; it is owed and tried at the next start",
          observer.id(),
          work.messageId(),
          e.getClass().getName());
    }
  }

  /** The type only: an exception's text may quote the person. */
  private static String cause(Throwable e) {
    String type = e.getClass().getName();
    return type.length() > 200 ? type.substring(0, 200) : type;
  }

  private void finish() {
    try {
      ExecutorService pool = workers;
      if (pool != null && !pool.awaitTermination(30, TimeUnit.SECONDS)) {
        return;
      }
      while (!results.isEmpty()) {
        writeResults();
      }
      shards.release();
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "the end of the dispatch was not written: " + describe(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
