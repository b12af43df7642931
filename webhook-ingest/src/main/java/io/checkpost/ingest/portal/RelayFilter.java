package io.checkpost.ingest.portal;

import io.checkpost.api.Update;
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

  /** Reads a filter as the columns of {@code portal} hold it: codes with commas between them. */
  static RelayFilter read(String checkTypes, String outcomes, boolean finalOnly) {
    return new RelayFilter(codes(checkTypes), codes(outcomes), finalOnly);
  }

  private static List<String> codes(String column) {
    return column.isEmpty() ? List.of() : List.of(column.split(",", -1));
  }

  boolean admits(Update update) {
    return (checkTypes.isEmpty() || checkTypes.contains(update.checkType().code()))
        && (outcomes.isEmpty() || outcomes.contains(update.outcome().code()))
        && (!finalOnly || Boolean.TRUE.equals(update.isFinal()));
  }
}
