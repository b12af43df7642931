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
 * @param relay where and how its messages are passed on
 * @param header what senders must give; null when they need not
 * @param formerSigningSecretUntil until when the signing secret before signs as well; null where
 *     there is none
 * @param codeLists the published list by which a check type's codes are read, where it chose
 * @param sourceAddresses the addresses and networks that may send; empty for any
 * @param baseUrl where the provider reaches this server; null when nobody said
 * @param timeZone the IANA name of the zone in which its people read times
 * @param clientId the provider's name for the account; null while it is not known
 * @param clientIdPinned whether a person gave the client id; it was learned otherwise
 * @param paused whether observers and relay are held while messages are stored
 * @param fileKey its name in the file of portals; null when it never was in one
 * @param createdAt when it was made
 * @param archivedAt since when it receives no more; null while it does
 */
public record Portal(
    PortalId id,
    @Nullable PortalId parentId,
    String provider,
    String name,
    Relay relay,
    @Nullable Header header,
    @Nullable Instant formerSigningSecretUntil,
    Map<CheckType, String> codeLists,
    List<String> sourceAddresses,
    @Nullable String baseUrl,
    String timeZone,
    @Nullable String clientId,
    boolean clientIdPinned,
    boolean paused,
    @Nullable String fileKey,
    Instant createdAt,
    @Nullable Instant archivedAt) {

  /** Creates a portal; map and list are copied. */
  public Portal {
    codeLists = Map.copyOf(codeLists);
    sourceAddresses = List.copyOf(sourceAddresses);
  }

  /**
   * Where and how messages are passed on.
   *
   * @param url where to; null when it has no URL of its own
   * @param off whether nothing is relayed, and nothing inherited by children without a URL
   * @param effectiveUrl its own URL or else its nearest ancestor's; null when nothing is relayed
   * @param effectiveFrom the portal whose URL that is; null when nothing is relayed
   * @param body what is relayed of a message, where the URL is its own
   * @param ordered whether a person's messages wait for each other, where the URL is its own
   * @param headerNames the headers that go with it, where the URL is its own; sorted
   * @param filter which of its messages are relayed
   */
  public record Relay(
      @Nullable String url,
      boolean off,
      @Nullable String effectiveUrl,
      @Nullable PortalId effectiveFrom,
      RelayBody body,
      boolean ordered,
      List<String> headerNames,
      RelayFilter filter) {

    /** Creates a relay; the list is copied. */
    public Relay {
      headerNames = List.copyOf(headerNames);
    }
  }

  /**
   * A header that senders must give, without its value.
   *
   * @param name its name
   * @param formerUntil until when what was demanded before is taken as well; null where nothing is
   */
  public record Header(String name, @Nullable Instant formerUntil) {}
}
