package io.checkpost.web.observers;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was done at a person's word, as the page after it says in its URL.
 *
 * @param what what was done
 * @param count to how many events
 */
public record Done(String what, int count) {

  static final Done NOT_POSSIBLE = new Done("not-possible", 0);

  private static final Set<String> KNOWN = Set.of("retried", "closed", "not-possible");

  /** Reads what the URL says; empty where it says nothing that can be read. */
  static Optional<Done> of(Map<String, String> parameters) {
    String what = parameters.getOrDefault("done", "");
    String count = parameters.getOrDefault("count", "");
    return KNOWN.contains(what) && count.matches("[0-9]{1,9}")
        ? Optional.of(new Done(what, Integer.parseInt(count)))
        : Optional.empty();
  }

  /** Returns the part of a query string that says so. */
  String query() {
    return "done=" + what + "&count=" + count;
  }

  /** Tells whether something was done. */
  public boolean isSuccess() {
    return count > 0;
  }
}
