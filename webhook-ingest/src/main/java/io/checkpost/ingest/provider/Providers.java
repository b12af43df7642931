package io.checkpost.ingest.provider;

import io.checkpost.api.CheckType;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.Mask;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.problem.InvalidInput;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The deployed providers by name. They may be anybody's: what one of them does wrong costs no
 * message. Safe for use by many threads.
 */
@ApplicationSingleton
public final class Providers {

  private static final Logger LOG = System.getLogger(Providers.class.getName());
  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");

  private final Map<String, WebhookProvider> byName = new TreeMap<>();

  /**
   * Collects the providers.
   *
   * @throws UnfitProvider when two have one name, or one has a name that no URL can have
   */
  @Inject
  public Providers(@Any Instance<WebhookProvider> deployed) {
    this((Iterable<WebhookProvider>) deployed);
  }

  /** Collects the given providers; for use without a container. */
  public Providers(Iterable<WebhookProvider> deployed) {
    for (WebhookProvider provider : deployed) {
      String name = provider.name();
      if (!NAME.matcher(name).matches()) {
        throw new UnfitProvider(
            "a provider is named '%s'; accepted: 1 to 20 lower-case letters and digits"
                .formatted(name));
      }
      if (byName.put(name, provider) != null) {
        throw new UnfitProvider("two providers are named " + name);
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

  /**
   * Has a message read by its provider. Whatever the provider does, this returns: a provider that
   * is not deployed, fails, or breaks its contract leaves the message quarantined.
   */
  public Interpretation interpret(String name, WebhookRequest request) {
    WebhookProvider provider = byName.get(name);
    if (provider == null) {
      return new Interpretation.Quarantined(
          "no_provider", "No provider named " + name + " is deployed.");
    }
    try {
      return checked(provider, provider.interpret(request));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return failed(name, "threw " + e.getClass().getName());
    }
  }

  private static Interpretation checked(
      WebhookProvider provider, @Nullable Interpretation interpretation) {
    if (interpretation == null) {
      return failed(provider.name(), "returned null");
    }
    if (interpretation instanceof Interpretation.Understood understood) {
      Set<CheckType> announced = provider.checkTypes();
      for (Update update : understood.updates()) {
        if (!announced.contains(update.checkType())) {
          return failed(provider.name(), "does not announce the check type " + update.checkType());
        }
      }
    }
    return interpretation;
  }

  private static Interpretation failed(String name, String how) {
    LOG.log(
        Level.ERROR,
        LogLine.of("intake.reader-failed").with("provider", name).with("how", how).toString());
    return new Interpretation.Quarantined(
        "reader_failed", "The provider's reader failed on this body; its bytes were kept.");
  }

  /** Returns what is shown of a field's value; nothing, where the provider does not say. */
  public Mask mask(String name, String field) {
    try {
      return find(name).map(provider -> provider.mask(field)).orElse(Mask.FULL);
    } catch (RuntimeException | LinkageError e) {
      return Mask.FULL;
    }
  }
}
