package io.checkpost.ingest.management;

import io.checkpost.ingest.activity.LastReceived;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.RelayFilter;
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
    @Nullable String relayUrlFrom,
    boolean relayOff,
    String relayBody,
    boolean relayOrdered,
    List<String> relayHeaders,
    RelayFilter relayFilter,
    @Nullable HeaderView header,
    @Nullable String formerSigningSecretUntil,
    Map<String, String> codeLists,
    List<String> sourceAddresses,
    @Nullable String baseUrl,
    String timeZone,
    @Nullable String clientId,
    boolean clientIdPinned,
    boolean paused,
    @Nullable String fileKey,
    String createdAt,
    @Nullable String archivedAt,
    @Nullable String lastReceivedAt,
    @Nullable String silentSince)
    implements View {

  /** A required header, whose value is never shown. */
  record HeaderView(String name, @Nullable String formerUntil) {}

  static PortalView of(Portal portal, @Nullable LastReceived last) {
    Portal.Relay relay = portal.relay();
    return new PortalView(
        portal.id().toString(),
        portal.name(),
        portal.provider(),
        Texts.of(portal.parentId()),
        relay.url(),
        relay.effectiveUrl(),
        Texts.of(relay.effectiveFrom()),
        relay.off(),
        relay.body().code(),
        relay.ordered(),
        relay.headerNames(),
        relay.filter(),
        header(portal),
        Texts.of(portal.formerSigningSecretUntil()),
        codeLists(portal),
        portal.sourceAddresses(),
        portal.baseUrl(),
        portal.timeZone(),
        portal.clientId(),
        portal.clientIdPinned(),
        portal.paused(),
        portal.fileKey(),
        portal.createdAt().toString(),
        Texts.of(portal.archivedAt()),
        last == null ? null : last.at().toString(),
        last == null ? null : Texts.of(last.silentSince()));
  }

  private static @Nullable HeaderView header(Portal portal) {
    Portal.Header header = portal.header();
    return header == null ? null : new HeaderView(header.name(), Texts.of(header.formerUntil()));
  }

  private static Map<String, String> codeLists(Portal portal) {
    Map<String, String> codeLists = new TreeMap<>();
    portal.codeLists().forEach((type, list) -> codeLists.put(type.code(), list));
    return codeLists;
  }
}
