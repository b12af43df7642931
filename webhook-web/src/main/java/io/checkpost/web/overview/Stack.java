package io.checkpost.web.overview;

import java.util.Locale;

/**
 * Where the parts of a bar begin and how long they are, one upon the other. What is there is seen:
 * even the smallest part has a hundredth.
 */
final class Stack {

  private static final double LEAST = 1.0;

  private final double whole;
  private double filled;

  /** Creates an empty bar of which {@code whole} is a hundred percent. */
  Stack(long whole) {
    this.whole = whole;
  }

  /**
   * A part of a bar, as SVG takes it.
   *
   * @param begin from the beginning of the bar
   * @param end what is left of the bar behind it
   * @param middle where a word about it stands
   */
  record Part(String begin, String length, String end, String middle, double share) {}

  Part put(long amount) {
    double length = Math.max(LEAST, 100 * amount / whole);
    double begin = Math.min(filled, 100 - length);
    filled = begin + length;
    return new Part(
        percent(begin),
        percent(length),
        percent(100 - filled),
        percent(begin + length / 2),
        length);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
