package io.checkpost.ingest.portal;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the settings of a relay may be. */
final class RelayRules {

  private static final int MOST_HEADERS = 20;

  /** What Checkpost itself says about a delivery. */
  private static final List<String> OWN_PREFIXES = List.of("webhook-", "checkpost-", "content-");

  private static final List<String> OUTCOMES =
      Arrays.stream(Outcome.values()).map(Outcome::code).toList();

  private final boolean httpAllowed;

  RelayRules(boolean httpAllowed) {
    this.httpAllowed = httpAllowed;
  }

  void check(RelaySettings given, WebhookProvider provider) {
    checkUrl(given.url());
    checkHeaders(given.headers());
    checkFilter(given.filter(), provider);
  }

  void checkUrl(@Nullable String url) {
    Set<String> schemes = httpAllowed ? Set.of("https", "http") : Set.of("https");
    if (url != null && !HttpUrls.isAbsolute(url, schemes)) {
      throw new InvalidInput(
          "relayUrl",
          url,
          "an absolute "
              + String.join(" or ", new TreeSet<>(schemes).descendingSet())
              + " URL with a host and without user info or fragment, at most "
              + HttpUrls.LONGEST
              + " characters");
    }
  }

  /** Tells whether a portal may have a header of this name sent along. */
  static boolean allowHeader(String name) {
    return HeaderRules.allowName(name) && !isOwn(name);
  }

  private static boolean isOwn(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OWN_PREFIXES.stream().anyMatch(lower::startsWith);
  }

  static void checkHeaders(Map<String, String> headers) {
    if (headers.size() > MOST_HEADERS) {
      throw new InvalidInput(
          "relayHeaders", headers.size() + " of them", "at most " + MOST_HEADERS);
    }
    Set<String> seen = new TreeSet<>();
    for (Map.Entry<String, String> header : new TreeMap<>(headers).entrySet()) {
      String name = header.getKey();
      HeaderRules.checkName("relayHeaders", name);
      if (isOwn(name)) {
        throw new InvalidInput(
            "relayHeaders",
            name,
            "a name that does not begin with " + String.join(", ", OWN_PREFIXES));
      }
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new InvalidInput("relayHeaders", name, "each name once, whatever its case");
      }
      HeaderRules.checkValue("relayHeaders." + name, header.getValue());
    }
  }

  static void checkFilter(RelayFilter filter, WebhookProvider provider) {
    List<String> checkTypes = provider.checkTypes().stream().map(CheckType::code).toList();
    checkCodes("relayFilter.checkTypes", filter.checkTypes(), checkTypes);
    checkCodes("relayFilter.outcomes", filter.outcomes(), OUTCOMES);
  }

  private static void checkCodes(String field, Collection<String> given, List<String> known) {
    for (String code : given) {
      if (!known.contains(code)) {
        throw new InvalidInput(field, code, "some of " + String.join(", ", known));
      }
    }
  }
}
