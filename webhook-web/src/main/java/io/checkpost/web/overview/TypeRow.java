package io.checkpost.web.overview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What accepted messages report of a kind of check.
 *
 * @param name the kind of check
 * @param all how often any outcome of it was reported
 * @param segments its outcomes, without those that nobody reports
 */
public record TypeRow(String name, String all, List<Segment> segments) {

  /** Creates a row; the list is copied. */
  public TypeRow {
    segments = List.copyOf(segments);
  }

  /**
   * An outcome.
   *
   * @param outcome its code, which is the name of its pattern
   * @param tone the name of its colours
   * @param label its name
   * @param messages how many messages report it
   * @param link the list of them
   * @param begin where it begins in the bar
   * @param length how long it is
   * @param middle where its number stands
   * @param wide whether its number has room in it
   */
  public record Segment(
      String outcome,
      String tone,
      String label,
      String messages,
      String link,
      String begin,
      String length,
      String middle,
      boolean wide) {}

  /** Returns an outcome; null where nobody reports it. */
  public @Nullable Segment segment(String outcome) {
    return segments.stream()
        .filter(segment -> segment.outcome.equals(outcome))
        .findFirst()
        .orElse(null);
  }
}
