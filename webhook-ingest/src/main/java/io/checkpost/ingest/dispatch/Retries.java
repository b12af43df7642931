package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.portal.PortalDirectory;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Begins what observers are owed when it is due. Each observer has a queue and a few threads of its
 * own, apart from those of new messages: one that fails a hundred thousand times, or takes a minute
 * to fail, is in the way of nobody but itself.
 *
 * <p>The dispatcher's own thread looks and is told what ended; other threads only run the queues.
 */
final class Retries {

  private static final Logger LOG = System.getLogger(Retries.class.getName());

  /** How much of one observer is in memory at most. */
  private static final int MOST_UNDER_WAY = 64;

  private static final Duration WHILE_PAUSED = Duration.ofMinutes(1);

  private final OwedStore store;
  private final EventLoader loader;
  private final ObserverRegistry registry;
  private final Lanes lanes;
  private final PortalDirectory portals;
  private final Clock clock;
  private final int threadsOfOne;

  private final Map<Queue.Id, Queue> queues = new HashMap<>();
  private final Map<Work.Key, Work> underWay = new HashMap<>();
  private final Set<Replay> replays = new HashSet<>();
  private boolean anything = true;

  Retries(
      OwedStore store,
      EventLoader loader,
      ObserverRegistry registry,
      Lanes lanes,
      PortalDirectory portals,
      Clock clock,
      int dispatchThreads) {
    this.store = store;
    this.loader = loader;
    this.registry = registry;
    this.lanes = lanes;
    this.portals = portals;
    this.clock = clock;
    this.threadsOfOne = Math.max(1, dispatchThreads / 2);
  }

  /** A replay of one subject to one observer, which other replays wait for. */
  private record Replay(String observer, UUID lane) {}

  /**
   * Who does the work.
   *
   * @param threads run the queues
   * @param given takes works whose turn has come
   * @param unreadable takes works whose message cannot be read
   */
  record Hands(
      Executor threads,
      BiConsumer<LoadedWork, Work.Owed> given,
      BiConsumer<Work, Work.Owed> unreadable) {}

  /** Tells whether anybody may be owed anything: if not, nobody need be asked who has to wait. */
  boolean isAnything() {
    return anything;
  }

  /** Tells that observers are owed something from now on. */
  void added() {
    anything = true;
  }

  /** Returns by subject and observer what live events wait for. */
  Map<UUID, Map<String, Backlog>> backlogs(Set<UUID> subjects) throws SQLException {
    return store.backlogs(subjects);
  }

  boolean isBusy(int shard) {
    return underWay.values().stream().anyMatch(work -> work.shard() == shard);
  }

  /**
   * Begins what is due.
   *
   * @param shards whose works may begin
   * @param withReplays whether replays may, too: they yield to new messages
   */
  void look(Set<Integer> shards, boolean withReplays, Hands hands) throws SQLException {
    List<String> observers = store.observers();
    anything = !observers.isEmpty();
    if (shards.isEmpty()) {
      return;
    }
    for (String observer : observers) {
      // of an observer that this node lacks nothing is tried: it is parked
      if (registry.isHere(observer)) {
        begin(new Queue.Id(observer, false), shards, hands);
        if (withReplays) {
          begin(new Queue.Id(observer, true), shards, hands);
        }
      }
    }
  }

  private void begin(Queue.Id id, Set<Integer> shards, Hands hands) throws SQLException {
    Queue queue = queues.computeIfAbsent(id, Queue::new);
    if (queue.underWay >= MOST_UNDER_WAY) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    // what is under way is still in the table, in front
    OwedStore.Due due =
        store.due(id.observer(), id.replay(), shards, now, queue.underWay + MOST_UNDER_WAY);
    begin(queue, admitted(due, now), due, hands);
  }

  /** Returns what may begin now, and sees that the rest is looked at again when it may. */
  private List<Work> admitted(OwedStore.Due due, Instant now) throws SQLException {
    Set<UUID> paused = portals.pausedPortals();
    List<Work> admitted = new ArrayList<>();
    Map<Work, Instant> later = new HashMap<>();
    for (Work work : due.works()) {
      if (underWay.containsKey(work.key())) {
        continue;
      }
      if (paused.contains(work.portalId())) {
        later.put(work, now.plus(WHILE_PAUSED));
        continue;
      }
      Instant free = freeFrom(work, due).orElseGet(() -> store.muchLater(now));
      if (free.isAfter(now)) {
        later.put(work, free);
      } else {
        admitted.add(work);
      }
    }
    store.postpone(later);
    return admitted;
  }

  /** What was tried before waits for its time only; what never was, for those before it, too. */
  private static Optional<Instant> freeFrom(Work work, OwedStore.Due due) {
    Work.Owed owed = owed(work);
    ObserverLane lane = lane(work, due);
    return owed.isHeld() && lane != null
        ? lane.freeFrom(work.messageId(), owed.ordinal())
        : Optional.of(Instant.MIN);
  }

  private static @Nullable ObserverLane lane(Work work, OwedStore.Due due) {
    UUID subject = work.subjectId();
    return subject == null
        ? null
        : due.lanes().get(new ObserverLane.Id(subject, owed(work).observer(), work.isReplay()));
  }

  private static Work.Owed owed(Work work) {
    return Objects.requireNonNull(work.owed(), "owed");
  }

  private void begin(Queue queue, List<Work> works, OwedStore.Due due, Hands hands)
      throws SQLException {
    List<Work> begun = new ArrayList<>();
    for (Work work : works) {
      if (takeLane(work, due)) {
        Work ready = overtakes(work, due) ? work.with(owed(work).overtaking()) : work;
        underWay.put(ready.key(), ready);
        queue.underWay++;
        begun.add(ready);
      }
    }
    if (!begun.isEmpty()) {
      load(queue, begun, hands);
    }
  }

  private boolean takeLane(Work work, OwedStore.Due due) {
    return work.isReplay()
        ? replays.add(new Replay(owed(work).observer(), work.lane()))
        : lanes.tryBegin(work, owed(work).observer(), due.backlog(work));
  }

  private static boolean overtakes(Work work, OwedStore.Due due) {
    ObserverLane lane = lane(work, due);
    return owed(work).isHeld()
        && lane != null
        && lane.isBehindOthers(work.messageId(), owed(work).ordinal());
  }

  private void load(Queue queue, List<Work> begun, Hands hands) throws SQLException {
    List<Work> unreadable = new ArrayList<>();
    List<LoadedWork> loaded;
    try {
      loaded = loader.load(begun, unreadable);
    } catch (SQLException | RuntimeException e) {
      begun.forEach(work -> finished(work, null));
      throw e;
    }
    unreadable.forEach(work -> hands.unreadable.accept(work, owed(work)));
    loaded.forEach(work -> queue.add(work, hands));
  }

  /**
   * Forgets a work whose end is written, or that was given up.
   *
   * @param backlog what the table now says of its subject; null when that did not change
   */
  void finished(Work work, @Nullable Map<String, Backlog> backlog) {
    underWay.remove(work.key());
    Work.Owed owed = owed(work);
    Queue queue = queues.get(new Queue.Id(owed.observer(), work.isReplay()));
    if (queue != null) {
      queue.underWay--;
    }
    if (work.isReplay()) {
      replays.remove(new Replay(owed.observer(), work.lane()));
    } else {
      lanes.finished(work, backlog);
    }
  }

  /** What one observer is given next, by few threads at a time. */
  private final class Queue {

    private record Id(String observer, boolean replay) {}

    private final Id id;
    private final Deque<LoadedWork> works = new ArrayDeque<>();
    private int running;

    /** The dispatcher's thread alone counts. */
    private int underWay;

    Queue(Id id) {
      this.id = id;
    }

    synchronized void add(LoadedWork work, Hands hands) {
      works.add(work);
      if (running < (id.replay ? 1 : threadsOfOne)) {
        running++;
        try {
          hands.threads.execute(() -> run(hands));
        } catch (RejectedExecutionException e) {
          running--;
          LOG.log(Level.DEBUG, "the end: what is owed stays owed");
        }
      }
    }

    private void run(Hands hands) {
      for (LoadedWork work = next(); work != null; work = next()) {
        hands.given.accept(work, owed(work.work()));
      }
    }

    private synchronized @Nullable LoadedWork next() {
      LoadedWork work = works.poll();
      if (work == null) {
        running--;
      }
      return work;
    }
  }
}
