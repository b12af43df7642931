package io.checkpost.ingest.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.audit.AuditEntry;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
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
    put(fields, "codeLists", some(settings.codeLists().isEmpty() ? "" : lists(settings)));
    put(fields, "sourceAddresses", some(String.join(" ", settings.sourceAddresses())));
    put(fields, "baseUrl", settings.baseUrl());
    put(fields, "timeZone", settings.timeZone());
    put(fields, "clientId", settings.clientId() == null ? null : "pinned");
    put(fields, "paused", settings.paused());
    put(fields, "archivedAt", portal.isArchived() ? "archived" : null);
    return fields;
  }

  private static void put(Map<String, String> fields, String field, @Nullable Object value) {
    if (value != null) {
      fields.put(field, value.toString());
    }
  }

  private static String lists(PortalSettings settings) {
    return new TreeMap<>(settings.codeLists()).toString();
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
    return "%s://%s%s (%s)".formatted(uri.getScheme(), uri.getHost(), port, mark(url));
  }

  private static String mark(String url) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(url.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns an entry that says what is another now than before. */
  static AuditEntry entry(
      String action, PortalId portal, Map<String, String> before, Map<String, String> after) {
    AuditEntry entry = AuditEntry.of(action, "portal", portal).in(portal);
    TreeSet<String> fields = new TreeSet<>(before.keySet());
    fields.addAll(after.keySet());
    for (String field : fields) {
      String was = before.get(field);
      String is = after.get(field);
      if (!Objects.equals(was, is)) {
        entry = entry.from(field, was).to(field, is);
      }
    }
    return entry;
  }
}
