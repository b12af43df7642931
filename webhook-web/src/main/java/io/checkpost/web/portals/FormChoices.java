package io.checkpost.web.portals;

import io.checkpost.api.CheckType;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.Choices;
import io.checkpost.web.text.Words;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the form of a provider's portal offers to choose from, and what the browser checks while
 * somebody types. The expressions are here because pages would take the backslashes out of them.
 */
@Named
@ApplicationSingleton
public final class FormChoices {

  private final Providers providers;
  private final Choices choices;
  private final Words words;
  private final boolean httpAllowed;

  /** Creates the bean. */
  @Inject
  public FormChoices(Providers providers, Choices choices, Words words, Settings settings) {
    this.providers = providers;
    this.choices = choices;
    this.words = words;
    this.httpAllowed = settings.relayAllowHttp();
  }

  /** Returns the kinds of check of a provider. */
  public List<Choice> checkTypes(String provider) {
    return providers
        .find(provider)
        .map(
            found ->
                found.checkTypes().stream()
                    .map(type -> new Choice(type.code(), words.checkType(provider, type)))
                    .toList())
        .orElse(List.of());
  }

  /** Returns the kinds of check for which one of several lists can be chosen, with the lists. */
  public List<CodeListChoice> codeLists(String provider) {
    List<CodeListChoice> choices = new ArrayList<>();
    Map<CheckType, Set<String>> offered =
        providers.find(provider).map(WebhookProvider::codeLists).orElse(Map.of());
    for (CheckType type :
        providers.find(provider).map(WebhookProvider::checkTypes).orElse(Set.of())) {
      if (offered.containsKey(type)) {
        choices.add(
            new CodeListChoice(
                type.code(),
                words.checkType(provider, type),
                List.copyOf(new TreeSet<>(offered.getOrDefault(type, Set.of())))));
      }
    }
    return choices;
  }

  /** Returns the outcomes. */
  public List<Choice> getOutcomes() {
    return choices.outcomes();
  }

  /** Returns the time zones of places, and the one that is chosen already. */
  public List<String> timeZones(String chosen) {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(zone -> isOfPlace(zone) || zone.equals("UTC") || zone.equals(chosen))
        .sorted()
        .toList();
  }

  private static boolean isOfPlace(String zone) {
    return zone.matches("[A-Z][a-z]+/.*") && !zone.startsWith("Etc/");
  }

  /** Returns what a name is, as the browser checks it: not blank. */
  public String getNamePattern() {
    return ".*\\S.*";
  }

  /** Returns what a header's name is, as the browser checks it. */
  public String getHeaderNamePattern() {
    return "[!#$%&'*+.^_`\\|~0-9A-Za-z\\-]+";
  }

  /** Returns what a header's value is, as the browser checks it. */
  public String getHeaderValuePattern() {
    return "[!-~]([ -~]*[!-~])?";
  }

  /** Returns what a callback URL begins with, as the browser checks it while somebody types. */
  public String getRelayUrlPattern() {
    return httpAllowed ? "https?://.+" : "https://.+";
  }
}
