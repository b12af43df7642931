package io.checkpost.ingest.portal;

import java.util.List;

/**
 * Which of a portal's own messages are relayed: those with an update for which all of it holds.
 *
 * @param checkTypes the kinds of check, as codes, sorted; none for every kind
 * @param outcomes the outcomes, as codes, sorted; none for every outcome
 * @param finalOnly whether the update must be one that no later result follows
 */
public record RelayFilter(List<String> checkTypes, List<String> outcomes, boolean finalOnly) {

  /** Lets everything through. */
  public static final RelayFilter ALL = new RelayFilter(List.of(), List.of(), false);

  /** Creates a filter; order and repetition of the codes mean nothing. */
  public RelayFilter {
    checkTypes = checkTypes.stream().distinct().sorted().toList();
    outcomes = outcomes.stream().distinct().sorted().toList();
  }
}
