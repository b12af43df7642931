package io.checkpost.web.overview;

import org.jspecify.annotations.Nullable;

/**
 * A figure with the list that it counts.
 *
 * @param name its texts are under {@code overview.figure.} and this
 * @param tone the name of its colours and its sign
 * @param value the figure; null where it is not known
 * @param link the list
 * @param more what is to be said beside it; null for nothing
 */
public record Figure(
    String name, String tone, @Nullable String value, String link, @Nullable String more) {

  static Figure unknown(String name, String link) {
    return new Figure(name, "unknown", null, link, null);
  }
}
