package io.checkpost.ingest.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An observer that a node has or had, and what it is owed. Counts end at {@value #MOST_COUNTED}.
 *
 * @param id the observer
 * @param eventType the name of the class that it observes; empty where it was known before that was
 *     kept
 * @param deployed whether a node that lives has it
 * @param registeredAt when it was first seen
 * @param seenAt when a node last had it
 * @param waiting how much is being tried, or waits for its turn
 * @param dead how much was given up
 * @param parked how much waits for the observer to come back
 * @param oldestOwedAt when the oldest message of those that wait, replays apart, was received; null
 *     where nothing waits
 */
public record ObservedState(
    String id,
    String eventType,
    boolean deployed,
    Instant registeredAt,
    Instant seenAt,
    int waiting,
    int dead,
    int parked,
    @Nullable Instant oldestOwedAt) {

  /** Where counting ends: the answer to more is the same. */
  public static final int MOST_COUNTED = 10_000;
}
