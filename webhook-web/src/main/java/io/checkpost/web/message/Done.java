package io.checkpost.web.message;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was done at a person's word, as the page after it says in its URL.
 *
 * @param what what was done
 * @param count to how much
 * @param replay the replay that does it; null where none does
 */
public record Done(String what, int count, @Nullable UUID replay) {

  static final Done NOT_POSSIBLE = new Done("not-possible", 0);

  private static final Set<String> KNOWN =
      Set.of("retried", "closed", "sent", "delivery-closed", "not-possible");

  Done(String what, int count) {
    this(what, count, null);
  }

  static Done replayed(UUID replay) {
    return new Done("replayed", 1, replay);
  }

  /** Reads what the URL says; empty where it says nothing that can be read. */
  static Optional<Done> of(Map<String, String> parameters) {
    String replay = parameters.get("replay");
    if (replay != null) {
      return id(replay).map(Done::replayed);
    }
    String what = parameters.getOrDefault("done", "");
    String count = parameters.getOrDefault("count", "");
    return KNOWN.contains(what) && count.matches("[0-9]{1,9}")
        ? Optional.of(new Done(what, Integer.parseInt(count)))
        : Optional.empty();
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the part of a query string that says so. */
  String query() {
    return replay == null ? "done=" + what + "&count=" + count : "replay=" + replay;
  }

  /** Tells whether something was done. */
  public boolean isSuccess() {
    return count > 0;
  }
}
