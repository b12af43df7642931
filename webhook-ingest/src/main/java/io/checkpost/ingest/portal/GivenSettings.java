package io.checkpost.ingest.portal;

import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings as JSON gives them, in the management API and in the file of portals alike. Read by the
 * rules of JSON merge patch: what is not given stays, null takes away.
 */
public final class GivenSettings {

  /** The members that are settings. */
  public static final List<String> MEMBERS =
      List.of(
          "name",
          "relayUrl",
          "relayOff",
          "relayBody",
          "relayOrdered",
          "relayHeaders",
          "relayFilter",
          "header",
          "codeLists",
          "sourceAddresses",
          "baseUrl",
          "timeZone",
          "clientId",
          "paused");

  private GivenSettings() {}

  /**
   * Returns settings with what was given put over them.
   *
   * @throws InvalidInput when a member is not of its kind
   */
  public static PortalSettings over(PortalSettings before, JsonMembers given) {
    PortalSettings merged = before.withRelay(relay(before.relay(), given));
    if (given.has("name")) {
      merged = merged.withName(given.requiredText("name"));
    }
    if (given.has("header")) {
      merged = merged.withHeader(header(before.header(), given.object("header")));
    }
    if (given.has("codeLists")) {
      merged = merged.withCodeLists(texts(before.codeLists(), given.object("codeLists")));
    }
    if (given.has("sourceAddresses")) {
      merged = merged.withSourceAddresses(given.textList("sourceAddresses"));
    }
    if (given.has("baseUrl")) {
      merged = merged.withBaseUrl(given.text("baseUrl"));
    }
    if (given.has("timeZone")) {
      String zone = given.text("timeZone");
      merged = merged.withTimeZone(zone == null ? PortalSettings.USUAL_TIME_ZONE : zone);
    }
    if (given.has("clientId")) {
      merged = merged.withClientId(given.text("clientId"));
    }
    if (given.has("paused")) {
      merged = merged.withPaused(given.requiredFlag("paused"));
    }
    return merged;
  }

  private static RelaySettings relay(RelaySettings before, JsonMembers given) {
    RelaySettings merged = before;
    if (given.has("relayUrl")) {
      merged = merged.withUrl(given.text("relayUrl"));
    }
    if (given.has("relayOff")) {
      merged = merged.withOff(given.flag("relayOff", RelaySettings.INHERITED.off()));
    }
    if (given.has("relayBody")) {
      merged = merged.withBody(body(given.text("relayBody")));
    }
    if (given.has("relayOrdered")) {
      merged = merged.withOrdered(given.flag("relayOrdered", RelaySettings.INHERITED.ordered()));
    }
    if (given.has("relayHeaders")) {
      merged = merged.withHeaders(texts(before.headers(), given.object("relayHeaders")));
    }
    if (given.has("relayFilter")) {
      merged = merged.withFilter(filter(before.filter(), given.object("relayFilter")));
    }
    return merged;
  }

  private static RelayBody body(@Nullable String given) {
    if (given == null) {
      return RelaySettings.INHERITED.body();
    }
    try {
      return RelayBody.of(given);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("relayBody", given, "received or normalised");
    }
  }

  private static RelayFilter filter(RelayFilter before, @Nullable JsonMembers given) {
    if (given == null) {
      return RelayFilter.ALL;
    }
    given.only("checkTypes", "outcomes", "finalOnly");
    return new RelayFilter(
        given.has("checkTypes") ? given.textList("checkTypes") : before.checkTypes(),
        given.has("outcomes") ? given.textList("outcomes") : before.outcomes(),
        given.has("finalOnly") ? given.flag("finalOnly", false) : before.finalOnly());
  }

  private static @Nullable RequiredHeader header(
      @Nullable RequiredHeader before, @Nullable JsonMembers given) {
    if (given == null) {
      return null;
    }
    given.only("name", "value");
    String name = before != null && !given.has("name") ? before.name() : given.requiredText("name");
    String value =
        before != null && !given.has("value") ? before.value() : given.requiredText("value");
    return new RequiredHeader(name, value);
  }

  /** One that is null is taken away; null for all of them takes all away. */
  private static Map<String, String> texts(
      Map<String, String> before, @Nullable JsonMembers given) {
    if (given == null) {
      return Map.of();
    }
    Map<String, String> merged = new HashMap<>(before);
    given
        .texts()
        .forEach(
            (name, text) -> {
              if (text == null) {
                merged.remove(name);
              } else {
                merged.put(name, text);
              }
            });
    return merged;
  }
}
