package io.checkpost.ingest.overview;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * What was received in a period.
 *
 * @param slots the period's parts, the oldest first, also those in which nothing came
 * @param reported what accepted messages report, only what any does
 */
public record Received(List<Slot> slots, List<Reported> reported) {

  /** Creates figures; the lists are copied. */
  public Received {
    slots = List.copyOf(slots);
    reported = List.copyOf(reported);
  }

  /**
   * How many messages came in a part of the period, by how they ended.
   *
   * @param from received then or later
   * @param to received before
   */
  public record Slot(Instant from, Instant to, long accepted, long duplicate, long quarantined) {

    /** Returns how many messages came. */
    public long all() {
      return accepted + duplicate + quarantined;
    }
  }

  /**
   * How many accepted messages report an outcome of a kind of check; each counts once, however
   * often it does.
   */
  public record Reported(CheckType checkType, Outcome outcome, long messages) {}

  /** Returns when the period begins. */
  public Instant from() {
    return slots.get(0).from();
  }

  /** Returns when the period ends, which is after now. */
  public Instant to() {
    return slots.get(slots.size() - 1).to();
  }

  /** Returns how many messages came. */
  public long all() {
    return slots.stream().mapToLong(Slot::all).sum();
  }

  /** Returns how many of those that came are in quarantine. */
  public long quarantined() {
    return slots.stream().mapToLong(Slot::quarantined).sum();
  }
}
