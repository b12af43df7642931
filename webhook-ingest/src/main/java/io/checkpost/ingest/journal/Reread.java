package io.checkpost.ingest.journal;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What became of a message that was read again, and what observers have to do with it.
 *
 * @param result how it differs from before
 * @param observeAgain updates that observers have seen and that are different now: their ordinals,
 *     by message
 * @param nothingToObserve updates that are news no longer: their ordinals, by message
 * @param forgotten messages that were observed as something that they are no longer
 */
public record Reread(
    Result result,
    Map<UUID, Set<Integer>> observeAgain,
    Map<UUID, Set<Integer>> nothingToObserve,
    Set<UUID> forgotten) {

  /** How a reading can differ from the one before. */
  public enum Result {
    /** Not at all, or it is still not understood. */
    UNCHANGED,
    /** It was quarantined and is understood now. */
    UNDERSTOOD,
    /** What it says is read otherwise. */
    REWRITTEN,
    /** It would now be about other checks than those it was taken for; nothing was changed. */
    UNFIT
  }

  /** Creates a result; the collections are copied. */
  public Reread {
    observeAgain = Map.copyOf(observeAgain);
    nothingToObserve = Map.copyOf(nothingToObserve);
    forgotten = Set.copyOf(forgotten);
  }

  static Reread of(Result result) {
    return new Reread(result, Map.of(), Map.of(), Set.of());
  }
}
