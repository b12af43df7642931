package io.checkpost.ingest.provider;

import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The deployed providers by name. Safe for use by many threads. */
@ApplicationSingleton
public final class Providers {

  private final Map<String, WebhookProvider> byName = new TreeMap<>();

  /**
   * Collects the providers.
   *
   * @throws IllegalStateException when two have one name
   */
  @Inject
  public Providers(@Any Instance<WebhookProvider> deployed) {
    this((Iterable<WebhookProvider>) deployed);
  }

  /** Collects the given providers; for use without a container. */
  public Providers(Iterable<WebhookProvider> deployed) {
    for (WebhookProvider provider : deployed) {
      if (byName.put(provider.name(), provider) != null) {
        throw new IllegalStateException("two providers are named " + provider.name());
      }
    }
  }

  /** Returns the provider of the given name. */
  public Optional<WebhookProvider> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Returns the provider of the name that somebody gave.
   *
   * @throws InvalidInput naming {@code provider} when none of that name is deployed
   */
  public WebhookProvider required(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new InvalidInput("provider", name, "one of " + String.join(", ", byName.keySet())));
  }

  /** Returns every provider, in the order of their names. */
  public Collection<WebhookProvider> all() {
    return byName.values();
  }
}
