package io.checkpost.ingest.management;

import io.checkpost.ingest.portal.NewPortal;
import io.checkpost.ingest.portal.Portal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A portal that was just made, with the secrets that are shown this once. */
record NewPortalView(
    String id,
    String name,
    String provider,
    @Nullable String parentId,
    String intakePath,
    @Nullable String relayUrl,
    @Nullable String effectiveRelayUrl,
    String signingSecret,
    PortalView.@Nullable HeaderView header,
    Map<String, String> codeLists,
    List<String> sourceAddresses,
    boolean paused,
    String createdAt,
    @Nullable String archivedAt)
    implements View {

  static NewPortalView of(NewPortal made) {
    Portal portal = made.portal();
    return new NewPortalView(
        portal.id().toString(),
        portal.name(),
        portal.provider(),
        Texts.of(portal.parentId()),
        made.intakePath(),
        portal.relayUrl(),
        portal.effectiveRelayUrl(),
        made.signingSecret(),
        PortalView.header(portal),
        PortalView.codeLists(portal),
        portal.sourceAddresses(),
        portal.paused(),
        portal.createdAt().toString(),
        Texts.of(portal.archivedAt()));
  }
}
