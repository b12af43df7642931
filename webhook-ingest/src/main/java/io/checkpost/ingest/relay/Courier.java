package io.checkpost.ingest.relay;

import io.checkpost.api.DeliveryDied;
import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.portal.PortalDirectory;
import io.checkpost.ingest.portal.RelayTarget;
import io.checkpost.ingest.portal.RelayTargets;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is to be relayed.
 *
 * <p>One thread looks for targets that have something due, takes the lease of each, reads its queue
 * and writes down what became of it; a pool of threads does the sending. A target has one node at a
 * time, so that its order, its share of the threads and its breaker are one node's to keep; when
 * that node dies, another takes the target once the lease has ended. A delivery that waits for its
 * next attempt, and a target that is left alone, hold no thread and are not read.
 */
@ApplicationSingleton
public final class Courier implements BackgroundWork {

  private static final Logger LOG = System.getLogger(Courier.class.getName());
  private static final int MOST_TARGETS = 1000;
  private static final int FETCH = 64;
  private static final int MOST_SETTLED = 256;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration LEAST_BETWEEN_LOOKS = Duration.ofMillis(25);
  private static final Duration BETWEEN_UNUSUAL_LOOKS = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final DeliveryStore store;
  private final Letters letters;
  private final RelayClient client;
  private final RelayTargets relayTargets;
  private final PortalDirectory portals;
  private final RelayMeters meters;
  private final Consumer<DeliveryDied> deaths;
  private final Clock clock;
  private final RetrySchedule schedule;
  private final Duration lease;
  private final int threadCount;
  private final int mostPerTarget;
  private final UUID node = UUID.randomUUID();

  private final Rounds rounds = new Rounds("relay", this::untilNextLook, this::round, this::finish);
  private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
  private final Map<UUID, Target> targets = new LinkedHashMap<>();
  private @Nullable Settlement unsettled;
  private @Nullable ExecutorService senders;
  private int underWay;
  private long nextLookNanos;
  private long nextUnusualLookNanos;
  private long nextRenewalNanos;
  private long earliestLookNanos;
  private volatile boolean lookAgain;

  /** Creates a courier that begins with {@link #start}. */
  @Inject
  Courier(
      DeliveryStore store,
      Letters letters,
      RelayClient client,
      RelayTargets relayTargets,
      PortalDirectory portals,
      RelayMeters meters,
      Event<DeliveryDied> deaths,
      Settings settings,
      Clock clock) {
    this(store, letters, client, relayTargets, portals, meters, deaths::fire, settings, clock);
  }

  /** Creates a courier that tells of deaths otherwise than by the container's events. */
  Courier(
      DeliveryStore store,
      Letters letters,
      RelayClient client,
      RelayTargets relayTargets,
      PortalDirectory portals,
      RelayMeters meters,
      Consumer<DeliveryDied> deaths,
      Settings settings,
      Clock clock) {
    this.store = store;
    this.letters = letters;
    this.client = client;
    this.relayTargets = relayTargets;
    this.portals = portals;
    this.meters = meters;
    this.deaths = deaths;
    this.clock = clock;
    this.schedule = new RetrySchedule(settings.relaySchedule(), settings.relayRetryAfterLongest());
    this.lease = settings.dispatchLease();
    this.threadCount = settings.relayThreads();
    this.mostPerTarget = settings.relayConcurrencyPerTarget();
  }

  /** A sender's work is done; without an attempt it came to nothing that counts. */
  private record Ended(Target target, DueDelivery delivery, @Nullable Attempt attempt) {}

  /** What is to be written together, again and again until it is. */
  private record Settlement(
      List<Attempt> attempts,
      List<DueDelivery> held,
      Map<UUID, DeliveryStore.TargetChange> changes) {

    boolean isEmpty() {
      return attempts.isEmpty() && held.isEmpty() && changes.isEmpty();
    }
  }

  @Override
  public void start(ThreadFactory threads) throws SQLException {
    store.forgetFormerOwners();
    long now = System.nanoTime();
    nextLookNanos = now;
    earliestLookNanos = now;
    nextUnusualLookNanos = now;
    nextRenewalNanos = now + lease.dividedBy(3).toNanos();
    client.start(threads);
    senders = Executors.newFixedThreadPool(threadCount, threads);
    rounds.start(threads);
  }

  /** Tells that something may be due. May be called from any thread. */
  void wakeUp() {
    lookAgain = true;
    rounds.wakeUp();
  }

  /**
   * Begins nothing more and gives answers half of the patience to come; what is cut off after that
   * does not count as an attempt.
   */
  @Override
  public void close(Duration patience) throws InterruptedException {
    rounds.end();
    ExecutorService pool = senders;
    if (pool != null) {
      long half = patience.toMillis() / 2;
      pool.shutdown();
      if (!pool.awaitTermination(half, TimeUnit.MILLISECONDS)) {
        client.cancel();
      }
      rounds.close(Duration.ofMillis(half));
    }
    client.close();
  }

  private Duration untilNextLook() {
    long next = lookAgain ? earliestLookNanos : nextLookNanos;
    return Duration.ofNanos(Math.max(0, next - System.nanoTime()));
  }

  private void round() throws SQLException {
    renewLeases();
    settle();
    look();
    begin();
    giveBack();
  }

  private void renewLeases() throws SQLException {
    long now = System.nanoTime();
    if (now - nextRenewalNanos < 0) {
      return;
    }
    Set<UUID> held = store.renew(node, lease);
    for (Target target : targets.values()) {
      if (held.contains(target.id())) {
        target.oursUntil(now + lease.toNanos());
      } else {
        lose(target);
      }
    }
    Set<UUID> forgotten = new HashSet<>(held);
    forgotten.removeAll(targets.keySet());
    if (!forgotten.isEmpty()) {
      store.release(node, forgotten);
    }
    nextRenewalNanos = now + lease.dividedBy(3).toNanos();
  }

  private static void lose(Target target) {
    target.oursUntil(System.nanoTime());
    target.rest();
  }

  private void settle() throws SQLException {
    Settlement settlement = unsettled == null ? collect() : unsettled;
    if (settlement.isEmpty()) {
      return;
    }
    unsettled = settlement;
    Instant now = now();
    Set<UUID> own =
        store.settle(node, settlement.attempts, settlement.held, settlement.changes, now);
    unsettled = null;
    for (Attempt attempt : settlement.attempts) {
      UUID id = attempt.delivery().targetId();
      Target target = targets.get(id);
      if (own.contains(id)) {
        tell(attempt);
      } else if (target != null) {
        lose(target);
      }
    }
    lookAgain = true;
    if (!ended.isEmpty()) {
      rounds.wakeUp();
    }
  }

  private Settlement collect() {
    Settlement settlement = new Settlement(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    for (Ended end = ended.poll(); end != null; end = ended.poll()) {
      underWay--;
      Attempt attempt = end.attempt;
      if (attempt == null) {
        end.target.end(end.delivery, false);
        end.target.rest();
      } else {
        settlement.attempts.add(attempt);
        settlement.held.addAll(end.target.end(end.delivery, attempt.isEnd()));
        judge(end.target, attempt, settlement.changes);
      }
      if (settlement.attempts.size() == MOST_SETTLED) {
        break;
      }
    }
    return settlement;
  }

  /** Decides how the target is treated after this attempt. */
  private void judge(
      Target target, Attempt attempt, Map<UUID, DeliveryStore.TargetChange> changes) {
    Attempt.Sent sent = attempt.sent();
    if (sent == null) {
      // it says nothing about how the target is
      return;
    }
    target.breaker().record(attempt.endedAt(), attempt.isDelivered());
    if (attempt.cause() == Cause.GONE) {
      changes.put(target.id(), DeliveryStore.TargetChange.disabled(sent.url()));
      LOG.log(
          Level.WARNING, LogLine.of("relay.target-gone").with("target", target.id()).toString());
    } else if (target.isResting()) {
      return;
    } else if (target.isProbed()) {
      changes.put(
          target.id(),
          attempt.isDelivered()
              ? DeliveryStore.TargetChange.closed(attempt.endedAt())
              : DeliveryStore.TargetChange.open(
                  sent.url(), target.probes() + 1, attempt.endedAt()));
      if (attempt.isDelivered()) {
        LOG.log(
            Level.INFO, LogLine.of("relay.breaker-closed").with("target", target.id()).toString());
      }
    } else if (target.breaker().isTripped()) {
      changes.put(target.id(), DeliveryStore.TargetChange.open(sent.url(), 0, attempt.endedAt()));
      LOG.log(
          Level.WARNING, LogLine.of("relay.breaker-opened").with("target", target.id()).toString());
    } else {
      return;
    }
    target.rest();
  }

  private void tell(Attempt attempt) {
    meters.count(attempt);
    Cause cause = attempt.cause();
    if (attempt.state() == DeliveryState.DEAD && cause != null) {
      DueDelivery delivery = attempt.delivery();
      LOG.log(
          Level.WARNING,
          LogLine.of("relay.delivery-died")
              .with("delivery", delivery.id())
              .with("message", delivery.messageId())
              .with("cause", cause.code())
              .toString());
      DeliveryDied death =
          new DeliveryDied(
              delivery.id(),
              new MessageId(delivery.messageId()),
              new PortalId(delivery.portalId()),
              new PortalId(delivery.targetId()),
              delivery.attempts() + (attempt.sent() == null ? 0 : 1),
              cause.code(),
              attempt.endedAt());
      execute(() -> tellObservers(death));
    }
  }

  // an observer is a stranger's code: not even an Error of its may end a sender
  private void tellObservers(DeliveryDied death) {
    try {
      deaths.accept(death);
    } catch (Throwable e) {
      LOG.log(
          Level.WARNING,
          LogLine.of("relay.death-observer-failed")
              .with("delivery", death.deliveryId())
              .because(e)
              .toString());
    }
  }

  private void execute(Runnable work) {
    ExecutorService pool = senders;
    try {
      if (pool != null) {
        pool.execute(work);
      }
    } catch (RejectedExecutionException e) {
      // at the end
      work.run();
    }
  }

  private void look() throws SQLException {
    long now = System.nanoTime();
    boolean due = now - nextLookNanos >= 0 || (lookAgain && now - earliestLookNanos >= 0);
    if (!due) {
      return;
    }
    lookAgain = false;
    nextLookNanos = now + BETWEEN_LOOKS.toNanos();
    earliestLookNanos = now + LEAST_BETWEEN_LOOKS.toNanos();
    Instant at = clock.instant();
    if (now - nextUnusualLookNanos >= 0) {
      store.startAfresh(now());
      nextUnusualLookNanos = now + BETWEEN_UNUSUAL_LOOKS.toNanos();
    }
    Set<UUID> paused = portals.pausedPortals();
    for (DeliveryStore.DueTarget found : store.due(node, paused, at, MOST_TARGETS)) {
      Target target = ours(found);
      if (target != null && !target.isResting() && target.size() < 2 * mostPerTarget) {
        read(target, paused, at);
      }
    }
  }

  /** A node whose senders are all busy leaves what is nobody's to others. */
  private @Nullable Target ours(DeliveryStore.DueTarget found) throws SQLException {
    Target known = targets.get(found.id());
    if (known != null || underWay >= threadCount) {
      return known;
    }
    long now = System.nanoTime();
    if (!store.lease(found.id(), node, lease)) {
      return null;
    }
    Target target = new Target(found, now + lease.toNanos());
    targets.put(found.id(), target);
    if (!isOrdered(found.id())) {
      store.letGo(node, found.id());
    }
    return target;
  }

  private boolean isOrdered(UUID target) {
    return relayTargets.isOrdered(new PortalId(target));
  }

  private void read(Target target, Set<UUID> paused, Instant at) throws SQLException {
    int limit = target.size() + FETCH;
    List<DueDelivery> read = store.deliveries(node, target.id(), paused, at, limit);
    List<DueDelivery> held = target.add(target.unknown(read), isOrdered(target.id()));
    if (!held.isEmpty()) {
      store.settle(node, List.of(), held, Map.of(), now());
      lookAgain = true;
    }
  }

  /** One of each target in turn, so that nobody's queue is in front of another's. */
  private void begin() {
    boolean begun = true;
    while (begun && underWay < threadCount) {
      begun = false;
      for (Target target : targets.values()) {
        int most = target.isProbed() ? 1 : mostPerTarget;
        DueDelivery next =
            underWay < threadCount && target.underWay() < most ? target.next() : null;
        if (next != null) {
          underWay++;
          begun = true;
          execute(() -> send(target, next));
        }
      }
    }
  }

  private void giveBack() throws SQLException {
    long now = System.nanoTime();
    List<Target> done = new ArrayList<>();
    for (Target target : targets.values()) {
      boolean idle = target.size() == 0 && now - target.usedAtNanos() > IDLE.toNanos();
      if (target.underWay() == 0 && (target.isResting() || idle)) {
        done.add(target);
      }
    }
    if (!done.isEmpty()) {
      release(done);
      lookAgain = true;
    }
  }

  private void release(Collection<Target> done) throws SQLException {
    List<UUID> ids = done.stream().map(Target::id).toList();
    store.release(node, ids);
    ids.forEach(targets::remove);
  }

  /** On a sender's thread: whatever happens, the coordinator hears of the end. */
  private void send(Target target, DueDelivery delivery) {
    Attempt attempt = null;
    try {
      attempt = rounds.isOpen() && target.isOurs() ? attempt(delivery) : null;
    } catch (SQLException | DatabaseUnavailable e) {
      LOG.log(Level.DEBUG, "delivery {0} waits for the database", delivery.id());
    } catch (RuntimeException | Error e) {
      LOG.log(
          Level.ERROR,
          LogLine.of("relay.fault").with("delivery", delivery.id()).because(e).toString());
      attempt = failed(delivery, Cause.FAULT, null, null);
    } finally {
      ended.add(new Ended(target, delivery, attempt));
      rounds.wakeUp();
    }
  }

  private @Nullable Attempt attempt(DueDelivery delivery) throws SQLException {
    RelayTarget target = relayTargets.target(new PortalId(delivery.targetId())).orElse(null);
    if (target == null) {
      return dead(delivery, Cause.NO_URL, null);
    }
    Instant startedAt = now();
    Optional<Letter> letter = letters.write(delivery, target, startedAt);
    return letter.isEmpty()
        ? dead(delivery, Cause.ERASED, null)
        : exchanged(delivery, letter.get(), startedAt);
  }

  private @Nullable Attempt exchanged(DueDelivery delivery, Letter letter, Instant startedAt) {
    long begun = System.nanoTime();
    Reply reply = client.post(letter.url(), letter.headers(), letter.body());
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Attempt.Sent sent = new Attempt.Sent(letter.url(), startedAt, took, reply, letter.key());
    Cause cause = reply.cause();
    if (cause == null) {
      Instant now = now();
      return new Attempt(delivery, DeliveryState.DELIVERED, null, now, now, sent);
    }
    // cut off by the end of this process, or by chance at the same time: it is no attempt
    return rounds.isOpen() ? failed(delivery, cause, sent, asked(reply)) : null;
  }

  private @Nullable Duration asked(Reply reply) {
    Integer status = reply.status();
    boolean mayAsk = status != null && (status == 429 || status == 503);
    return mayAsk
        ? RetrySchedule.retryAfter(reply.headers().get("retry-after"), clock.instant())
        : null;
  }

  private Attempt failed(
      DueDelivery delivery, Cause cause, Attempt.@Nullable Sent sent, @Nullable Duration asked) {
    Instant now = now();
    return schedule
        .waitAfter(delivery.failures() + 1, asked, ThreadLocalRandom.current().nextDouble())
        .map(wait -> new Attempt(delivery, DeliveryState.PENDING, cause, now.plus(wait), now, sent))
        .orElseGet(() -> dead(delivery, cause, sent));
  }

  private Attempt dead(DueDelivery delivery, Cause cause, Attempt.@Nullable Sent sent) {
    Instant now = now();
    return new Attempt(delivery, DeliveryState.DEAD, cause, now, now, sent);
  }

  /** The databases keep whole microseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void finish() {
    try {
      ExecutorService pool = senders;
      if (pool != null && !pool.awaitTermination(30, TimeUnit.SECONDS)) {
        return;
      }
      while (unsettled != null || !ended.isEmpty()) {
        settle();
      }
      release(List.copyOf(targets.values()));
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, LogLine.of("relay.end-not-written").because(e).toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
