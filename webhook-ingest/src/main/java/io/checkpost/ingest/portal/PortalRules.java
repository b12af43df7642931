package io.checkpost.ingest.portal;

import io.checkpost.api.CheckType;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.problem.InvalidInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the settings of a portal may be. */
final class PortalRules {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_URL = 2000;
  private static final int LONGEST_HEADER_NAME = 100;
  private static final int LONGEST_HEADER_VALUE = 1000;
  private static final int MOST_ADDRESSES = 50;

  /** RFC 9110 section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]([ -~]*[!-~])?");

  /** Headers that say how a message is carried: proxies and servers change or refuse them. */
  private static final Set<String> CARRYING =
      Set.of(
          "accept",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private PortalRules() {}

  /**
   * Returns the settings as they are stored: stripped where spaces mean nothing.
   *
   * @throws InvalidInput when something in them is not accepted
   */
  static PortalSettings check(PortalSettings given, WebhookProvider provider) {
    checkRelayUrl(given.relayUrl());
    checkHeader(given.header());
    checkCodeLists(given.codeLists(), provider);
    checkSourceAddresses(given.sourceAddresses());
    return given.withName(name(given.name()));
  }

  private static String name(String given) {
    String name = given.strip();
    boolean printable = name.codePoints().noneMatch(PortalRules::isNoText);
    if (name.isEmpty() || name.length() > LONGEST_NAME || !printable) {
      throw new InvalidInput(
          "name", given, "1 to " + LONGEST_NAME + " characters, none of them a control character");
    }
    return name;
  }

  private static boolean isNoText(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  private static void checkRelayUrl(@Nullable String url) {
    if (url != null && (url.length() > LONGEST_URL || !isRelayUrl(url))) {
      throw new InvalidInput(
          "relayUrl",
          url,
          "an absolute https or http URL with a host and without user info or fragment, at most "
              + LONGEST_URL
              + " characters");
    }
  }

  private static boolean isRelayUrl(String url) {
    try {
      URI uri = new URI(url).parseServerAuthority();
      String scheme = uri.getScheme();
      return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && uri.getPort() != 0
          && uri.getPort() <= 65_535;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void checkHeader(@Nullable RequiredHeader header) {
    if (header == null) {
      return;
    }
    String name = header.name();
    if (name.length() > LONGEST_HEADER_NAME
        || !TOKEN.matcher(name).matches()
        || CARRYING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new InvalidInput(
          "header.name",
          name,
          "a header name of letters, digits and !#$%&'*+.^_`|~- , at most "
              + LONGEST_HEADER_NAME
              + " characters, and none of "
              + String.join(", ", new TreeSet<>(CARRYING)));
    }
    if (header.value().length() > LONGEST_HEADER_VALUE
        || !VISIBLE_ASCII.matcher(header.value()).matches()) {
      throw new InvalidInput(
          "header.value",
          null,
          "1 to "
              + LONGEST_HEADER_VALUE
              + " visible ASCII characters, with spaces only between them");
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
