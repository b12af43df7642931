package io.checkpost.ingest.configuration;

import io.checkpost.ingest.ApplicationSingleton;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** The settings in force, all of them checked when this is made. */
@ApplicationSingleton
public final class Settings {

  private final Function<String, Optional<String>> source;

  /**
   * Reads the settings from MicroProfile Config.
   *
   * @throws InvalidSetting when one has a wrong value, or a {@code checkpost.*} name is not known
   */
  @Inject
  public Settings(Config config) {
    this(property -> config.getOptionalValue(property, String.class));
    StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .forEach(Settings::checkName);
  }

  private Settings(Function<String, Optional<String>> source) {
    this.source = source;
    for (Setting setting : Setting.values()) {
      setting.check(value(setting));
    }
  }

  /**
   * Reads the settings from a map of properties.
   *
   * @throws InvalidSetting as the constructor does
   */
  public static Settings of(Map<String, String> properties) {
    properties.keySet().forEach(Settings::checkName);
    return new Settings(property -> Optional.ofNullable(properties.get(property)));
  }

  private static void checkName(String name) {
    boolean misspelt =
        (name.startsWith("checkpost.") && Setting.ofProperty(name).isEmpty())
            || (name.startsWith("CHECKPOST_") && Setting.ofEnvironmentVariable(name).isEmpty());
    if (misspelt) {
      throw new InvalidSetting(
          name, "no such setting; there are " + String.join(", ", Setting.properties()));
    }
  }

  private String value(Setting setting) {
    return source.apply(setting.property()).orElse(setting.defaultValue());
  }

  private Optional<String> text(Setting setting) {
    return Optional.of(value(setting)).filter(text -> !text.isBlank());
  }

  private int number(Setting setting) {
    return Math.toIntExact(setting.number(value(setting), 0));
  }

  private Duration duration(Setting setting) {
    return setting.duration(value(setting));
  }

  /** Returns the folder for the embedded database and keyset. */
  public Path home() {
    return Path.of(value(Setting.HOME)).toAbsolutePath().normalize();
  }

  /** Tells whether the demo portals are to be set up. */
  public boolean demo() {
    return Boolean.parseBoolean(value(Setting.DEMO));
  }

  /** Returns the first API key, where it is given. */
  public Optional<String> apiKey() {
    return text(Setting.API_KEY);
  }

  /** Returns the first user's password, where it is given. */
  public Optional<String> adminPassword() {
    return text(Setting.ADMIN_PASSWORD);
  }

  /** Returns the JDBC URL of the database; empty for the embedded one. */
  public Optional<String> databaseUrl() {
    return text(Setting.DB_URL);
  }

  /** Returns the database user. */
  public Optional<String> databaseUser() {
    return text(Setting.DB_USER);
  }

  /** Returns the database password. */
  public Optional<String> databasePassword() {
    return text(Setting.DB_PASSWORD);
  }

  /** Returns the master keyset's document, where it is given by value. */
  public Optional<String> keyset() {
    return text(Setting.KEYSET);
  }

  /** Returns the master keyset's file, where one is given. */
  public Optional<Path> keysetFile() {
    return text(Setting.KEYSET_FILE).map(Path::of);
  }

  /** Returns the most bytes a body may have after unpacking. */
  public int maxBody() {
    return number(Setting.INTAKE_MAX_BODY);
  }

  /** Returns how long a request waits to be made durable. */
  public Duration intakeTimeout() {
    return duration(Setting.INTAKE_TIMEOUT);
  }

  /** Returns how many messages may wait for the journal. */
  public int intakeQueue() {
    return number(Setting.INTAKE_QUEUE);
  }

  /** Returns how many bytes may wait for the journal. */
  public int intakeQueueBytes() {
    return number(Setting.INTAKE_QUEUE_BYTES);
  }

  /** Returns what a 503 says in Retry-After. */
  public Duration retryAfter() {
    return duration(Setting.INTAKE_RETRY_AFTER);
  }

  /** Returns how many messages a second one portal may send; 0 for no limit. */
  public int ratePerSecond() {
    return number(Setting.INTAKE_RATE);
  }

  /** Returns how many requests a second one address may send; 0 for no limit. */
  public int addressRatePerSecond() {
    return number(Setting.INTAKE_ADDRESS_RATE);
  }

  /** Returns how many group commits may run at once. */
  public int journalWriters() {
    return number(Setting.JOURNAL_WRITERS);
  }

  /** Returns how many messages one group commit may hold. */
  public int journalBatch() {
    return number(Setting.JOURNAL_BATCH);
  }

  /** Returns how many subjects are observed at once. */
  public int dispatchThreads() {
    return number(Setting.DISPATCH_THREADS);
  }

  /** Returns how long a silent node keeps its share of the dispatch. */
  public Duration dispatchLease() {
    return duration(Setting.DISPATCH_LEASE);
  }

  /** Returns how many messages a second a replay goes through when it does not say. */
  public int replayRatePerSecond() {
    return number(Setting.REPLAY_RATE);
  }

  /** Returns how long live messages may wait for observers before replays wait for them. */
  public Duration replayYieldAfter() {
    return duration(Setting.REPLAY_YIELD_AFTER);
  }

  /** Returns how long a rotated token still works. */
  public Duration tokenGrace() {
    return duration(Setting.PORTAL_TOKEN_GRACE);
  }

  /** Returns where this server is reached, without a slash at the end. */
  public String baseUrl() {
    return text(Setting.BASE_URL)
        .map(url -> url.replaceAll("/+$", ""))
        .orElseGet(() -> "http://localhost:" + number(Setting.PORT));
  }
}
