package io.checkpost.ingest.portal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people may change of a portal, as they give it: {@link Portals} checks it.
 *
 * @param name what people call it
 * @param relayUrl where its messages are passed on to; null for the nearest ancestor's URL
 * @param header what senders must give; null for nothing
 * @param codeLists the published list by which a check type's codes are read
 * @param sourceAddresses the addresses and networks (CIDR) that may send; empty for any
 * @param paused whether observers and relay are held while messages are stored
 */
public record PortalSettings(
    String name,
    @Nullable String relayUrl,
    @Nullable RequiredHeader header,
    Map<String, String> codeLists,
    List<String> sourceAddresses,
    boolean paused) {

  /** Creates settings; map and list are copied. */
  public PortalSettings {
    codeLists = Map.copyOf(codeLists);
    sourceAddresses = List.copyOf(sourceAddresses);
  }

  /** Returns the settings of a portal about which no more than its name is said. */
  public static PortalSettings named(String name) {
    return new PortalSettings(name, null, null, Map.of(), List.of(), false);
  }

  /** Returns the same settings with another name. */
  public PortalSettings withName(String other) {
    return new PortalSettings(other, relayUrl, header, codeLists, sourceAddresses, paused);
  }

  /** Returns the same settings with another relay URL. */
  public PortalSettings withRelayUrl(@Nullable String other) {
    return new PortalSettings(name, other, header, codeLists, sourceAddresses, paused);
  }

  /** Returns the same settings with another required header. */
  public PortalSettings withHeader(@Nullable RequiredHeader other) {
    return new PortalSettings(name, relayUrl, other, codeLists, sourceAddresses, paused);
  }

  /** Returns the same settings with other code lists. */
  public PortalSettings withCodeLists(Map<String, String> other) {
    return new PortalSettings(name, relayUrl, header, other, sourceAddresses, paused);
  }

  /** Returns the same settings with other addresses that may send. */
  public PortalSettings withSourceAddresses(List<String> other) {
    return new PortalSettings(name, relayUrl, header, codeLists, other, paused);
  }

  /** Returns the same settings, paused or not. */
  public PortalSettings withPaused(boolean other) {
    return new PortalSettings(name, relayUrl, header, codeLists, sourceAddresses, other);
  }
}
