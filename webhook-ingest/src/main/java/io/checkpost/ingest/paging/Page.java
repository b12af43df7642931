package io.checkpost.ingest.paging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items what is on this page
 * @param next the cursor that leads to the page after it; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** The most items that a page may have. */
  public static final int MOST = 200;

  /** Creates a page; the list is copied. */
  public Page {
    items = List.copyOf(items);
  }

  /**
   * Makes a page of one item more than it may have, where there are that many: the one too many
   * tells that there is a next page.
   *
   * @param found up to {@code limit + 1} items
   * @param cursor gives the cursor that stands after an item
   */
  public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, cursor.apply(items.get(limit - 1)));
  }

  /** Returns the page in the other order: what was read oldest first comes newest first. */
  public Page<T> reversed() {
    List<T> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    return new Page<>(reversed, next);
  }

  /** Returns the page with each item turned into another. */
  public <R> Page<R> map(Function<T, R> mapping) {
    return new Page<>(items.stream().map(mapping).toList(), next);
  }
}
