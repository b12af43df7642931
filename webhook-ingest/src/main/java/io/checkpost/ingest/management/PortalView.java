package io.checkpost.ingest.management;

import io.checkpost.ingest.activity.LastReceived;
import io.checkpost.ingest.portal.Portal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A portal without its secrets. */
record PortalView(
    String id,
    String name,
    String provider,
    @Nullable String parentId,
    @Nullable String relayUrl,
    @Nullable String effectiveRelayUrl,
    @Nullable HeaderView header,
    Map<String, String> codeLists,
    List<String> sourceAddresses,
    boolean paused,
    String createdAt,
    @Nullable String archivedAt,
    @Nullable String lastReceivedAt,
    @Nullable String silentSince)
    implements View {

  /** A required header, whose value is never shown. */
  record HeaderView(String name) {}

  static PortalView of(Portal portal, @Nullable LastReceived last) {
    return new PortalView(
        portal.id().toString(),
        portal.name(),
        portal.provider(),
        Texts.of(portal.parentId()),
        portal.relayUrl(),
        portal.effectiveRelayUrl(),
        header(portal),
        codeLists(portal),
        portal.sourceAddresses(),
        portal.paused(),
        portal.createdAt().toString(),
        Texts.of(portal.archivedAt()),
        last == null ? null : last.at().toString(),
        last == null ? null : Texts.of(last.silentSince()));
  }

  static @Nullable HeaderView header(Portal portal) {
    String name = portal.headerName();
    return name == null ? null : new HeaderView(name);
  }

  static Map<String, String> codeLists(Portal portal) {
    Map<String, String> codeLists = new TreeMap<>();
    portal.codeLists().forEach((type, list) -> codeLists.put(type.code(), list));
    return codeLists;
  }
}
