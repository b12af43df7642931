package io.checkpost.web.observers;

import io.checkpost.ingest.dispatch.OwedObservation.State;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before much is changed that observers are owed.
 *
 * @param what {@code retry} or {@code close}
 * @param meant how much of what each observer is owed
 */
public record Confirmation(String what, List<Meant> meant) {

  /** Creates a question; the list is copied. */
  public Confirmation {
    meant = List.copyOf(meant);
  }

  /**
   * What is meant of one observer.
   *
   * @param observer the observer
   * @param count how much, in which state
   */
  public record Meant(String observer, ObserverRow.Count count) {}

  /**
   * Returns the question about what a filter leaves; null where it leaves nothing that could be
   * done.
   *
   * @param asked what the URL asks for
   */
  static @Nullable Confirmation of(
      @Nullable String asked,
      List<ObserverRow> rows,
      @Nullable String observer,
      @Nullable State state) {
    Set<State> states =
        "retry".equals(asked)
            ? OwedActions.retried(state)
            : "close".equals(asked) ? OwedActions.closed(state) : Set.of();
    if (asked == null || states.isEmpty()) {
      return null;
    }
    return new Confirmation(
        asked,
        rows.stream()
            .filter(row -> observer == null || observer.equals(row.state().id()))
            .flatMap(row -> meant(row, states))
            .toList());
  }

  private static Stream<Meant> meant(ObserverRow row, Set<State> states) {
    return row.counts().stream()
        .filter(count -> states.contains(count.state()))
        .map(count -> new Meant(row.state().id(), count));
  }

  /** Returns how many events are meant, as far as they were counted. */
  public int all() {
    return meant.stream().map(Meant::count).mapToInt(ObserverRow.Count::count).sum();
  }

  /** Returns the key of the question. */
  public String titleKey() {
    boolean more = meant.stream().map(Meant::count).anyMatch(ObserverRow.Count::isMore);
    return key(more ? "title.more" : "title");
  }

  /** Returns the key of one of its texts. */
  public String key(String text) {
    return "observers.confirm." + what + "." + text;
  }
}
