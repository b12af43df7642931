package io.checkpost.web.list;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.web.text.Words;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lists can be filtered by, in the language of the page. */
@ApplicationSingleton
public final class Choices {

  private final Portals portals;
  private final Providers providers;
  private final Words words;

  @Inject
  Choices(Portals portals, Providers providers, Words words) {
    this.portals = portals;
    this.providers = providers;
    this.words = words;
  }

  /**
   * Returns the newest portals by name.
   *
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when they cannot be read now
   */
  public List<Choice> portals() {
    return portals.list(Page.MOST, null).items().stream()
        .sorted(Comparator.comparing(Portal::name, String.CASE_INSENSITIVE_ORDER))
        .map(portal -> new Choice(portal.id().toString(), portal.name()))
        .toList();
  }

  /** Returns the providers. */
  public List<Choice> providers() {
    return providers.all().stream()
        .map(WebhookProvider::name)
        .map(name -> new Choice(name, words.provider(name)))
        .toList();
  }

  /** Returns the kinds of check of all providers. */
  public List<Choice> checkTypes() {
    Map<CheckType, Choice> choices = new LinkedHashMap<>();
    for (WebhookProvider provider : providers.all()) {
      for (CheckType type : provider.checkTypes()) {
        choices.putIfAbsent(type, new Choice(type.code(), words.checkType(provider.name(), type)));
      }
    }
    return List.copyOf(choices.values());
  }

  /** Returns the outcomes. */
  public List<Choice> outcomes() {
    return Arrays.stream(Outcome.values())
        .map(outcome -> new Choice(outcome.code(), words.outcome(outcome)))
        .toList();
  }

  /** Returns the dispositions. */
  public List<Choice> dispositions() {
    return Arrays.stream(Disposition.values())
        .map(disposition -> new Choice(disposition.code(), words.disposition(disposition)))
        .toList();
  }
}
