package io.checkpost.ingest.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people may change of a portal, as they give it: {@link Portals} checks it.
 *
 * @param name what people call it
 * @param relay where and how its messages are passed on
 * @param header what senders must give; null for nothing
 * @param codeLists the published list by which a check type's codes are read
 * @param sourceAddresses the addresses and networks (CIDR) that may send; empty for any
 * @param baseUrl where the provider reaches this server; null when nobody said
 * @param timeZone the IANA name of the zone in which its people read times
 * @param clientId the provider's name for the account, pinned by a person; null when it is learned
 * @param paused whether observers and relay are held while messages are stored
 */
public record PortalSettings(
    String name,
    RelaySettings relay,
    @Nullable RequiredHeader header,
    Map<String, String> codeLists,
    List<String> sourceAddresses,
    @Nullable String baseUrl,
    String timeZone,
    @Nullable String clientId,
    boolean paused) {

  /** The zone of a portal about whose zone nothing is said. */
  public static final String USUAL_TIME_ZONE = "Europe/London";

  /** Creates settings; map and list are copied. */
  public PortalSettings {
    codeLists = Map.copyOf(codeLists);
    sourceAddresses = List.copyOf(sourceAddresses);
  }

  /** Returns the settings of a portal about which no more than its name is said. */
  public static PortalSettings named(String name) {
    return new PortalSettings(
        name,
        RelaySettings.INHERITED,
        null,
        Map.of(),
        List.of(),
        null,
        USUAL_TIME_ZONE,
        null,
        false);
  }

  /** Returns the same settings with another name. */
  public PortalSettings withName(String other) {
    return new PortalSettings(
        other, relay, header, codeLists, sourceAddresses, baseUrl, timeZone, clientId, paused);
  }

  /** Returns the same settings with another relay. */
  public PortalSettings withRelay(RelaySettings other) {
    return new PortalSettings(
        name, other, header, codeLists, sourceAddresses, baseUrl, timeZone, clientId, paused);
  }

  /** Returns the same settings with another relay URL. */
  public PortalSettings withRelayUrl(@Nullable String other) {
    return withRelay(relay.withUrl(other));
  }

  /** Returns the same settings with another required header. */
  public PortalSettings withHeader(@Nullable RequiredHeader other) {
    return new PortalSettings(
        name, relay, other, codeLists, sourceAddresses, baseUrl, timeZone, clientId, paused);
  }

  /** Returns the same settings with other code lists. */
  public PortalSettings withCodeLists(Map<String, String> other) {
    return new PortalSettings(
        name, relay, header, other, sourceAddresses, baseUrl, timeZone, clientId, paused);
  }

  /** Returns the same settings with other addresses that may send. */
  public PortalSettings withSourceAddresses(List<String> other) {
    return new PortalSettings(
        name, relay, header, codeLists, other, baseUrl, timeZone, clientId, paused);
  }

  /** Returns the same settings with another base URL. */
  public PortalSettings withBaseUrl(@Nullable String other) {
    return new PortalSettings(
        name, relay, header, codeLists, sourceAddresses, other, timeZone, clientId, paused);
  }

  /** Returns the same settings with another time zone. */
  public PortalSettings withTimeZone(String other) {
    return new PortalSettings(
        name, relay, header, codeLists, sourceAddresses, baseUrl, other, clientId, paused);
  }

  /** Returns the same settings with another pinned client id. */
  public PortalSettings withClientId(@Nullable String other) {
    return new PortalSettings(
        name, relay, header, codeLists, sourceAddresses, baseUrl, timeZone, other, paused);
  }

  /** Returns the same settings, paused or not. */
  public PortalSettings withPaused(boolean other) {
    return new PortalSettings(
        name, relay, header, codeLists, sourceAddresses, baseUrl, timeZone, clientId, other);
  }

  /** Returns in what others differ, by the names that the management API has for it. */
  List<String> differencesFrom(PortalSettings other) {
    List<String> fields = new ArrayList<>();
    add(fields, "name", name, other.name);
    add(fields, "relayUrl", relay.url(), other.relay.url());
    add(fields, "relayOff", relay.off(), other.relay.off());
    add(fields, "relayBody", relay.body(), other.relay.body());
    add(fields, "relayOrdered", relay.ordered(), other.relay.ordered());
    add(fields, "relayHeaders", relay.headers(), other.relay.headers());
    add(fields, "relayFilter", relay.filter(), other.relay.filter());
    add(fields, "header", header, other.header);
    add(fields, "codeLists", codeLists, other.codeLists);
    add(fields, "sourceAddresses", sourceAddresses, other.sourceAddresses);
    add(fields, "baseUrl", baseUrl, other.baseUrl);
    add(fields, "timeZone", timeZone, other.timeZone);
    add(fields, "clientId", clientId, other.clientId);
    add(fields, "paused", paused, other.paused);
    return fields;
  }

  private static void add(
      List<String> fields, String field, @Nullable Object one, @Nullable Object other) {
    if (!Objects.equals(one, other)) {
      fields.add(field);
    }
  }
}
