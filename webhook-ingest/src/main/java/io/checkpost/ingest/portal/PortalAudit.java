package io.checkpost.ingest.portal;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.audit.AuditEntry;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the audit log says of portals: what is secret by no more than its name. */
final class PortalAudit {

  private static final int MARK_BYTES = 3;

  private PortalAudit() {}

  /** Returns what can be said of a portal's settings. */
  static Map<String, String> fields(StoredPortal portal, PortalSettings settings) {
    Map<String, String> fields = new TreeMap<>();
    RelaySettings relay = settings.relay();
    put(fields, "name", settings.name());
    put(fields, "parentId", portal.parentId());
    put(fields, "relayUrl", place(relay.url()));
    put(fields, "relayOff", relay.off() ? true : null);
    put(fields, "relayBody", relay.body().code());
    put(fields, "relayOrdered", relay.ordered());
    put(fields, "relayHeaders", some(String.join(" ", new TreeSet<>(relay.headers().keySet()))));
    put(fields, "relayFilter", relay.filter().equals(RelayFilter.ALL) ? null : relay.filter());
    put(fields, "header", settings.header() == null ? null : settings.header().name());
    put(fields, "codeLists", some(lists(settings.codeLists())));
    put(fields, "sourceAddresses", some(String.join(" ", settings.sourceAddresses())));
    put(fields, "baseUrl", settings.baseUrl());
    put(fields, "timeZone", settings.timeZone());
    put(fields, "clientId", settings.clientId() == null ? null : "pinned");
    put(fields, "paused", settings.paused());
    put(fields, "archived", portal.isArchived() ? true : null);
    return fields;
  }

  private static void put(Map<String, String> fields, String field, @Nullable Object value) {
    if (value != null) {
      fields.put(field, value.toString());
    }
  }

  private static String lists(Map<String, String> byType) {
    return new TreeMap<>(byType)
        .entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  private static @Nullable String some(String text) {
    return text.isEmpty() ? null : text;
  }

  /**
   * Path and query of a callback URL are often where its secret is: a few letters of its hash tell
   * one from another.
   */
  private static @Nullable String place(@Nullable String url) {
    if (url == null) {
      return null;
    }
    URI uri = URI.create(url);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String mark = HexFormat.of().formatHex(Secrets.digest(url), 0, MARK_BYTES);
    return "%s://%s%s (%s)".formatted(uri.getScheme(), uri.getHost(), port, mark);
  }

  /** Returns an entry that says what is another now than before. */
  static AuditEntry entry(
      String action, PortalId portal, Map<String, String> before, Map<String, String> after) {
    return AuditEntry.of(action, "portal", portal).in(portal).between(before, after);
  }
}
