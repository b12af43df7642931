package io.checkpost.ingest.audit;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.privacy.DataKey;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, to be written down.
 *
 * @param action what, in the form {@code portal.changed}
 * @param about what it was done to, in the form {@code portal:} and an id
 * @param portalId the portal that it belongs to; null where it belongs to none
 * @param before what it was before, by names of fields; nothing secret and nothing personal
 * @param after what it is since, likewise
 * @param reason why, as somebody typed it; null where nobody did
 * @param reasonKey the key of the person or message that it is about; null where there is none
 */
public record AuditEntry(
    String action,
    String about,
    @Nullable PortalId portalId,
    Map<String, String> before,
    Map<String, String> after,
    @Nullable String reason,
    @Nullable DataKey reasonKey) {

  /** Copies the maps, sorted. */
  public AuditEntry {
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }

  /** Returns an entry that says no more than what was done to what. */
  public static AuditEntry of(String action, String kind, Object id) {
    return new AuditEntry(action, kind + ":" + id, null, Map.of(), Map.of(), null, null);
  }

  /** Returns an entry about a message. */
  public static AuditEntry of(String action, MessageId message) {
    return of(action, "message", message);
  }

  /** Returns the entry with the portal that it belongs to. */
  public AuditEntry in(@Nullable PortalId portal) {
    return new AuditEntry(action, about, portal, before, after, reason, reasonKey);
  }

  /** Returns the entry with what one field is since; null for nothing. */
  public AuditEntry to(String field, @Nullable Object value) {
    return new AuditEntry(
        action, about, portalId, before, with(after, field, value), reason, reasonKey);
  }

  /** Returns the entry with what one field was before; null for nothing. */
  public AuditEntry from(String field, @Nullable Object value) {
    return new AuditEntry(
        action, about, portalId, with(before, field, value), after, reason, reasonKey);
  }

  /** Returns the entry with those of some fields that are another now than before. */
  public AuditEntry between(Map<String, String> was, Map<String, String> is) {
    return new AuditEntry(
        action, about, portalId, without(was, is), without(is, was), reason, reasonKey);
  }

  private static Map<String, String> without(Map<String, String> fields, Map<String, String> same) {
    Map<String, String> others = new TreeMap<>(fields);
    others.entrySet().removeAll(same.entrySet());
    return others;
  }

  private static Map<String, String> with(
      Map<String, String> fields, String field, @Nullable Object value) {
    Map<String, String> more = new TreeMap<>(fields);
    if (value == null) {
      more.remove(field);
    } else {
      more.put(field, value.toString());
    }
    return more;
  }

  /** Returns the entry with why it was done, sealed under the key of whom it is about. */
  public AuditEntry because(@Nullable String why, @Nullable DataKey key) {
    return new AuditEntry(action, about, portalId, before, after, why, key);
  }

  /** Shows no reason. */
  @Override
  public String toString() {
    return "AuditEntry[" + action + " " + about + "]";
  }
}
