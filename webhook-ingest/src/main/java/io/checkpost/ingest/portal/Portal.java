package io.checkpost.ingest.portal;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A portal as it may be shown: without its secrets.
 *
 * @param id its id
 * @param parentId the portal above it; null at the top of a tree
 * @param provider the provider's name
 * @param name what people call it
 * @param relayUrl where its messages are passed on to; null when it has no URL of its own
 * @param effectiveRelayUrl its own relay URL or else its nearest ancestor's; null when none has one
 * @param headerName the header that senders must give; null when they need not
 * @param codeLists the published list by which a check type's codes are read, where it chose
 * @param sourceAddresses the addresses and networks that may send; empty for any
 * @param paused whether observers and relay are held while messages are stored
 * @param createdAt when it was made
 * @param archivedAt since when it receives no more; null while it does
 */
public record Portal(
    PortalId id,
    @Nullable PortalId parentId,
    String provider,
    String name,
    @Nullable String relayUrl,
    @Nullable String effectiveRelayUrl,
    @Nullable String headerName,
    Map<CheckType, String> codeLists,
    List<String> sourceAddresses,
    boolean paused,
    Instant createdAt,
    @Nullable Instant archivedAt) {

  /** Creates a portal; the map is copied. */
  public Portal {
    codeLists = Map.copyOf(codeLists);
    sourceAddresses = List.copyOf(sourceAddresses);
  }
}
