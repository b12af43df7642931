package io.checkpost.ingest.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A target that this node sends to: what was read of its queue, lane by lane, and how it has been
 * lately. The first delivery of a lane is ready or under way; the others wait for it. Used by the
 * courier's own thread only, but for {@link #isOurs}.
 */
final class Target {

  private static final Comparator<DueDelivery> IN_ORDER =
      Comparator.comparingLong(DueDelivery::position).thenComparing(DueDelivery::id);

  private final UUID id;
  private final TargetState state;
  private final int probes;
  private final Breaker breaker = new Breaker();
  private final Map<UUID, TreeSet<DueDelivery>> lanes = new HashMap<>();
  private final Deque<DueDelivery> ready = new ArrayDeque<>();
  private final Map<UUID, DueDelivery> underWay = new HashMap<>();
  private boolean resting;
  private long usedAtNanos = System.nanoTime();
  private volatile long oursUntilNanos;

  Target(DeliveryStore.DueTarget due, long oursUntilNanos) {
    this.id = due.id();
    this.state = due.state();
    this.probes = due.probes();
    this.oursUntilNanos = oursUntilNanos;
  }

  UUID id() {
    return id;
  }

  /** Tells whether the breaker is open, so that one delivery at a time tries how the target is. */
  boolean isProbed() {
    return state == TargetState.OPEN;
  }

  int probes() {
    return probes;
  }

  Breaker breaker() {
    return breaker;
  }

  /** Tells whether the lease still holds. May be called by any thread. */
  boolean isOurs() {
    return System.nanoTime() - oursUntilNanos < 0;
  }

  void oursUntil(long nanos) {
    oursUntilNanos = nanos;
  }

  /** Nothing more is begun until the lease is given back. */
  boolean isResting() {
    return resting;
  }

  int size() {
    return lanes.values().stream().mapToInt(Collection::size).sum();
  }

  int underWay() {
    return underWay.size();
  }

  long usedAtNanos() {
    return usedAtNanos;
  }

  /**
   * Takes deliveries that were read.
   *
   * @param ordered whether those of one lane go one after the other
   * @return those that have to be held: an earlier one of their lane is not due
   */
  List<DueDelivery> add(List<DueDelivery> read, boolean ordered) {
    List<DueDelivery> toHold = new ArrayList<>();
    for (DueDelivery delivery : read.stream().sorted(IN_ORDER).toList()) {
      UUID lane = ordered ? delivery.lane() : delivery.id();
      TreeSet<DueDelivery> before = lanes.get(lane);
      if (before != null) {
        before.add(delivery);
      } else if (ordered && delivery.behind()) {
        toHold.add(delivery);
      } else {
        begin(lane, delivery);
      }
    }
    return toHold;
  }

  private void begin(UUID lane, DueDelivery delivery) {
    TreeSet<DueDelivery> only = new TreeSet<>(IN_ORDER);
    only.add(delivery);
    lanes.put(lane, only);
    ready.add(delivery);
  }

  /** Returns the next delivery to send, now under way; null when there is none. */
  @Nullable DueDelivery next() {
    DueDelivery delivery = resting ? null : ready.poll();
    if (delivery != null) {
      underWay.put(delivery.id(), delivery);
      usedAtNanos = System.nanoTime();
    }
    return delivery;
  }

  /**
   * Takes the end of a delivery's attempt, after which the next of its lane is ready, or, where it
   * is to be tried again, none is.
   *
   * @param atEnd whether it is not to be tried again
   * @return those that have to be held, for it is to be tried again
   */
  List<DueDelivery> end(DueDelivery delivery, boolean atEnd) {
    underWay.remove(delivery.id());
    UUID lane = lanes.containsKey(delivery.id()) ? delivery.id() : delivery.lane();
    TreeSet<DueDelivery> waiting = lanes.get(lane);
    if (waiting == null) {
      return List.of();
    }
    waiting.remove(delivery);
    if (waiting.isEmpty()) {
      lanes.remove(lane);
      return List.of();
    }
    if (atEnd) {
      ready.add(waiting.first());
      return List.of();
    }
    lanes.remove(lane);
    return waiting.stream().filter(each -> each.position() > delivery.position()).toList();
  }

  /** Begins nothing more: what is not under way is read again, by whoever holds the lease next. */
  void rest() {
    resting = true;
    ready.clear();
    Set<UUID> kept = new HashSet<>(underWay.keySet());
    lanes.values().forEach(lane -> lane.removeIf(delivery -> !kept.contains(delivery.id())));
    lanes.values().removeIf(Collection::isEmpty);
  }

  /** Returns which of some deliveries are not yet here. */
  List<DueDelivery> unknown(List<DueDelivery> read) {
    Set<UUID> known = new HashSet<>();
    lanes.values().forEach(lane -> lane.forEach(delivery -> known.add(delivery.id())));
    return read.stream().filter(delivery -> !known.contains(delivery.id())).toList();
  }
}
