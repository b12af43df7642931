package io.checkpost.ingest.dispatch;

import io.checkpost.api.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An observer that a node has or had, and what it is owed. Counts end at {@value #MOST_COUNTED}.
 *
 * @param id the observer
 * @param eventType the name of the class that it observes; empty where it was known before that was
 *     kept
 * @param priority its place among the observers of one event, the lowest first; null where only
 *     other nodes have it, or none
 * @param deployed whether a node that lives has it
 * @param registeredAt when it was first seen
 * @param seenAt when a node last had it
 * @param waiting how much is being tried, or waits for its turn
 * @param dead how much was given up
 * @param parked how much waits for the observer to come back
 * @param oldestOwedAt when the oldest message of those that wait, replays apart, was received; null
 *     where nothing waits
 * @param failingSince when it first failed on what is still owed to it; null where it did not
 * @param latestFailure what it began to fail on last, of what is still owed; null for nothing
 */
public record ObservedState(
    String id,
    String eventType,
    @Nullable Integer priority,
    boolean deployed,
    Instant registeredAt,
    Instant seenAt,
    int waiting,
    int dead,
    int parked,
    @Nullable Instant oldestOwedAt,
    @Nullable Instant failingSince,
    @Nullable Failure latestFailure) {

  /** Where counting ends: the answer to more is the same. */
  public static final int MOST_COUNTED = 10_000;

  /**
   * That an observer failed on a message.
   *
   * @param messageId the message
   * @param cause the type of the last exception
   * @param at when it failed on it last
   */
  public record Failure(MessageId messageId, String cause, Instant at) {}
}
