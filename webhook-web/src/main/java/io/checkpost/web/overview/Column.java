package io.checkpost.web.overview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the period in the chart of what was received, and in its table.
 *
 * @param label which time it is
 * @param tick what stands below it; null where nothing does
 * @param all how many messages came
 * @param link the list of them
 * @param bars how they ended, from the bottom of the chart, without those that nothing came for
 */
public record Column(String label, @Nullable String tick, String all, String link, List<Bar> bars) {

  /** Creates a column; the list is copied. */
  public Column {
    bars = List.copyOf(bars);
  }

  /**
   * What ended in one way.
   *
   * @param ending how, which is the name of its colour
   * @param label how, in words
   * @param messages how many
   * @param link the list of them
   * @param top where it begins, from the top of the chart
   * @param height how high it is
   */
  public record Bar(
      String ending, String label, String messages, String link, String top, String height) {}

  /** Returns what ended in a way; null where nothing did. */
  public @Nullable Bar bar(String ending) {
    return bars.stream().filter(bar -> bar.ending.equals(ending)).findFirst().orElse(null);
  }
}
