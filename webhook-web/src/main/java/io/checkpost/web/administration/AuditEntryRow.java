package io.checkpost.web.administration;

import io.checkpost.ingest.audit.AuditedAct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log as its page shows it.
 *
 * @param act the entry
 * @param portal the name of the portal that it belongs to; empty for none
 */
public record AuditEntryRow(AuditedAct act, String portal) {

  private static final Map<String, String> PAGES =
      Map.of(
          "message", "/message?id=",
          "delivery", "/delivery?id=",
          "portal", "/portal?id=",
          "replay", "/replays?replay=");

  /**
   * What became of a field.
   *
   * @param field its name
   * @param before its value before; null for none
   * @param after its value since; null for none
   */
  public record Change(String field, @Nullable String before, @Nullable String after) {}

  /** Returns what the entry says has changed, field by field. */
  public List<Change> changes() {
    return new TreeSet<>(
            Stream.concat(act.before().keySet().stream(), act.after().keySet().stream()).toList())
        .stream()
            .map(field -> new Change(field, act.before().get(field), act.after().get(field)))
            .toList();
  }

  /** Returns the page of what it was done to; null where there is none. */
  public @Nullable String link() {
    int colon = act.about().indexOf(':');
    return Optional.ofNullable(PAGES.get(act.about().substring(0, Math.max(0, colon))))
        .map(page -> page + act.about().substring(colon + 1))
        .orElse(null);
  }
}
