package io.checkpost.ingest.portal;

import io.checkpost.api.CheckType;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Ids;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the settings of a portal may be. */
final class PortalRules {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_CLIENT_ID = 100;
  private static final int MOST_ADDRESSES = 50;
  private static final Set<String> SCHEMES = Set.of("https", "http");

  private final RelayRules relayRules;

  PortalRules(Settings settings) {
    this.relayRules = new RelayRules(settings.relayAllowHttp());
  }

  /**
   * Returns the settings as they are stored: stripped where spaces mean nothing, ids in one
   * spelling.
   *
   * @throws InvalidInput when something in them is not accepted
   */
  PortalSettings check(PortalSettings given, WebhookProvider provider) {
    relayRules.check(given.relay(), provider);
    checkHeader(given.header());
    checkCodeLists(given.codeLists(), provider);
    checkSourceAddresses(given.sourceAddresses());
    checkTimeZone(given.timeZone());
    return given
        .withName(name(given.name()))
        .withBaseUrl(baseUrl(given.baseUrl()))
        .withClientId(clientId(given.clientId()));
  }

  /** Returns all that {@link #check} would not accept, the first of each setting. */
  List<InvalidInput> faults(PortalSettings given, WebhookProvider provider) {
    RelaySettings relay = given.relay();
    return Stream.<Runnable>of(
            () -> name(given.name()),
            () -> relayRules.checkUrl(relay.url()),
            () -> RelayRules.checkHeaders(relay.headers()),
            () -> RelayRules.checkFilter(relay.filter(), provider),
            () -> checkHeader(given.header()),
            () -> checkCodeLists(given.codeLists(), provider),
            () -> checkSourceAddresses(given.sourceAddresses()),
            () -> baseUrl(given.baseUrl()),
            () -> checkTimeZone(given.timeZone()),
            () -> clientId(given.clientId()))
        .map(PortalRules::fault)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<InvalidInput> fault(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (InvalidInput e) {
      return Optional.of(e);
    }
  }

  private static String name(String given) {
    String name = given.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME || !isText(name)) {
      throw new InvalidInput(
          "name", given, "1 to " + LONGEST_NAME + " characters, none of them a control character");
    }
    return name;
  }

  private static boolean isText(String text) {
    return text.codePoints()
        .noneMatch(
            each -> Character.isISOControl(each) || Character.getType(each) == Character.SURROGATE);
  }

  private static void checkHeader(@Nullable RequiredHeader header) {
    if (header != null) {
      HeaderRules.checkName("header.name", header.name());
      HeaderRules.checkValue("header.value", header.value());
    }
  }

  private static void checkSourceAddresses(List<String> addresses) {
    if (addresses.size() > MOST_ADDRESSES) {
      throw new InvalidInput(
          "sourceAddresses", addresses.size() + " of them", "at most " + MOST_ADDRESSES);
    }
    for (String address : addresses) {
      if (AddressRange.parse(address).isEmpty()) {
        throw new InvalidInput(
            "sourceAddresses", address, "an IP address or network such as 192.0.2.0/24");
      }
    }
  }

  private static void checkTimeZone(String zone) {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new InvalidInput("timeZone", zone, "an IANA time zone such as Europe/London");
    }
  }

  /** Paths are put behind it, so that it ends without a slash. */
  private static @Nullable String baseUrl(@Nullable String given) {
    if (given == null) {
      return null;
    }
    if (!HttpUrls.isAbsolute(given, SCHEMES) || given.contains("?")) {
      throw new InvalidInput(
          "baseUrl",
          given,
          "an absolute https or http URL with a host and without user info, query or fragment, at"
              + " most "
              + HttpUrls.LONGEST
              + " characters");
    }
    return given.replaceAll("/+$", "");
  }

  private static @Nullable String clientId(@Nullable String given) {
    if (given == null) {
      return null;
    }
    String clientId = Ids.canonical(given);
    if (!isClientId(clientId)) {
      throw new InvalidInput(
          "clientId",
          given,
          "1 to " + LONGEST_CLIENT_ID + " characters, none of them a control character");
    }
    return clientId;
  }

  /** Tells whether an id in canonical spelling is one that a portal can have. */
  static boolean isClientId(String canonical) {
    return !canonical.isEmpty() && canonical.length() <= LONGEST_CLIENT_ID && isText(canonical);
  }

  private static void checkCodeLists(Map<String, String> chosen, WebhookProvider provider) {
    Map<String, Set<String>> offered = new TreeMap<>();
    for (Map.Entry<CheckType, Set<String>> offer : provider.codeLists().entrySet()) {
      offered.put(offer.getKey().code(), new TreeSet<>(offer.getValue()));
    }
    for (Map.Entry<String, String> choice : new TreeMap<>(chosen).entrySet()) {
      Set<String> lists = offered.get(choice.getKey());
      if (lists == null) {
        throw new InvalidInput(
            "codeLists",
            choice.getKey(),
            offered.isEmpty()
                ? "nothing, for this provider has no check type whose list can be chosen"
                : "a check type whose list can be chosen: " + String.join(", ", offered.keySet()));
      }
      if (!lists.contains(choice.getValue())) {
        throw new InvalidInput(
            "codeLists." + choice.getKey(),
            choice.getValue(),
            "one of " + String.join(", ", lists));
      }
    }
  }
}
