package io.checkpost.ingest.provider;

import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.ApplicationSingleton;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The deployed providers by name. Safe for use by many threads. */
@ApplicationSingleton
public final class Providers {

  private static final Logger LOG = System.getLogger(Providers.class.getName());

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
   * Has a message read by its provider. Whatever the reader does, this returns: one that is missing
   * or fails must not cost the message.
   */
  public Interpretation interpret(String name, WebhookRequest request) {
    WebhookProvider provider = byName.get(name);
    if (provider == null) {
      return new Interpretation.Quarantined(
          "no_provider", "No provider named " + name + " is deployed.");
    }
    try {
      return provider.interpret(request);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(
          Level.ERROR,
          "provider {0} could not read a message and threw {1}",
          name,
          e.getClass().getName());
      return new Interpretation.Quarantined(
          "reader_failed", "The provider's reader failed on this body; its bytes were kept.");
    }
  }

  /** Returns every provider, in the order of their names. */
  public Collection<WebhookProvider> all() {
    return byName.values();
  }
}
