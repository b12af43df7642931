package io.checkpost.ingest.dispatch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The subjects that have works under way, and who of the observers has to wait for what of them.
 *
 * <p>A lane is kept from the first work of its subject until the last one's end is written, so that
 * what happened and is not written yet counts as well as what the table says. It is as large as
 * what is under way, whatever observers are owed. Safe for use by many threads.
 */
final class Lanes {

  /** What an observer may do with an event. */
  enum Turn {
    /** It is called. */
    CALL,
    /** It is called, although an earlier one of the subject still waits. */
    OVERTAKE,
    /** It is owed it. */
    HOLD
  }

  private final Map<UUID, Lane> lanes = new HashMap<>();

  private static final class Lane {

    private final Deque<LoadedWork> works = new ArrayDeque<>();
    private final Set<String> calling = new HashSet<>();
    private final Map<Work.Key, Map<String, Backlog>> unwritten = new HashMap<>();
    private final Map<Work.Key, Set<String>> overtaking = new HashMap<>();
    private Map<String, Backlog> written = Map.of();
    private boolean running;
    private int unfinished;

    @Nullable Backlog backlog(String observer) {
      Backlog backlog = written.get(observer);
      for (Map<String, Backlog> one : unwritten.values()) {
        Backlog more = one.get(observer);
        if (more != null) {
          backlog = backlog == null ? more : backlog.and(more);
        }
      }
      return backlog;
    }

    boolean isBusy(String observer) {
      return calling.contains(observer)
          || overtaking.values().stream().anyMatch(observers -> observers.contains(observer));
    }

    void note(Work work, String observer, Backlog more) {
      unwritten
          .computeIfAbsent(work.key(), key -> new HashMap<>())
          .merge(observer, more, Backlog::and);
    }
  }

  /** Returns those of some subjects whose backlog is to be read before their works begin. */
  synchronized Set<UUID> notUnderWay(Collection<UUID> subjects) {
    Set<UUID> unknown = new HashSet<>(subjects);
    unknown.removeIf(this::isUnderWay);
    return unknown;
  }

  private boolean isUnderWay(UUID subject) {
    Lane lane = lanes.get(subject);
    return lane != null && lane.unfinished > 0;
  }

  /** Everything of a lane without works under way is written: then the table knows best. */
  private Lane entered(UUID id, Map<String, Backlog> backlog) {
    Lane lane = lanes.computeIfAbsent(id, unknown -> new Lane());
    if (lane.unfinished == 0) {
      lane.written = backlog;
    }
    lane.unfinished++;
    return lane;
  }

  /**
   * Adds a message that all observers are to be given.
   *
   * @param backlog what the table says of its subject, used when nothing of it is under way
   * @return whether nobody goes down its lane: then the caller has somebody {@link #next} it
   */
  synchronized boolean add(LoadedWork work, Map<String, Backlog> backlog) {
    Lane lane = entered(work.work().lane(), backlog);
    lane.works.add(work);
    boolean idle = !lane.running;
    lane.running = true;
    return idle;
  }

  /** Returns the next message of a lane; null when there is none, and nobody goes down it now. */
  synchronized @Nullable LoadedWork next(UUID id) {
    Lane lane = lanes.get(id);
    LoadedWork work = lane == null ? null : lane.works.poll();
    if (work == null && lane != null) {
      lane.running = false;
      dropIfDone(id, lane);
    }
    return work;
  }

  /** Asks for an observer's turn with an event, and takes it when it may be called. */
  synchronized Turn begin(Work work, String observer, Instant now) {
    Lane lane = lane(work);
    Backlog backlog = lane.backlog(observer);
    if (lane.calling.contains(observer) || (backlog != null && backlog.blocks(now))) {
      lane.note(work, observer, Backlog.ofHeld());
      return Turn.HOLD;
    }
    lane.calling.add(observer);
    if (backlog == null) {
      return Turn.CALL;
    }
    lane.overtaking.computeIfAbsent(work.key(), key -> new HashSet<>()).add(observer);
    return Turn.OVERTAKE;
  }

  /** Ends a turn with the observer having returned. */
  synchronized void returned(Work work, String observer) {
    lane(work).calling.remove(observer);
  }

  /** Ends a turn with the observer having thrown: what comes after waits until then, or not. */
  synchronized void failed(Work work, String observer, @Nullable Instant holdUntil) {
    Lane lane = lane(work);
    lane.calling.remove(observer);
    lane.note(work, observer, Backlog.ofFailure(holdUntil == null ? Instant.MIN : holdUntil));
  }

  /**
   * Begins something that an observer is owed, unless it is busy with the subject, or it is not
   * written yet that what it is owed was overtaken.
   *
   * @param backlog as for {@link #add}
   */
  synchronized boolean tryBegin(Work owed, String observer, Map<String, Backlog> backlog) {
    Lane known = lanes.get(owed.lane());
    if (known != null && known.isBusy(observer)) {
      return false;
    }
    entered(owed.lane(), backlog).calling.add(observer);
    return true;
  }

  /**
   * Forgets a work whose end is written, or that was given up.
   *
   * @param backlog what the table now says of its subject; null when that did not change
   */
  synchronized void finished(Work work, @Nullable Map<String, Backlog> backlog) {
    Lane lane = lane(work);
    lane.unwritten.remove(work.key());
    lane.overtaking.remove(work.key());
    if (work.owed() != null) {
      lane.calling.remove(work.owed().observer());
    }
    if (backlog != null) {
      lane.written = backlog;
    }
    lane.unfinished--;
    dropIfDone(work.lane(), lane);
  }

  private void dropIfDone(UUID id, Lane lane) {
    if (lane.unfinished == 0 && !lane.running) {
      lanes.remove(id);
    }
  }

  private Lane lane(Work work) {
    Lane lane = lanes.get(work.lane());
    if (lane == null) {
      throw new IllegalStateException("nothing of message " + work.messageId() + " is under way");
    }
    return lane;
  }
}
