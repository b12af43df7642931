package io.checkpost.ingest.configuration;

import io.checkpost.ingest.ApplicationSingleton;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** The settings in force, all of them checked when this is made. */
@ApplicationSingleton
public final class Settings {

  private final Function<String, Optional<String>> source;

  /** From where the value of a property that is set came; empty where nobody tells. */
  private final Function<String, Optional<String>> origin;

  /**
   * Reads the settings from MicroProfile Config.
   *
   * @throws InvalidSetting when one has a wrong value, or a {@code checkpost.*} name is not known
   */
  @Inject
  public Settings(Config config) {
    this(
        property -> config.getOptionalValue(property, String.class),
        property -> Optional.ofNullable(config.getConfigValue(property).getSourceName()));
    StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .forEach(Settings::checkName);
  }

  private Settings(
      Function<String, Optional<String>> source, Function<String, Optional<String>> origin) {
    this.source = source;
    this.origin = origin;
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
    return new Settings(
        property -> Optional.ofNullable(properties.get(property)), property -> Optional.empty());
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

  /** Returns every setting with what is in force, in the order in which they are documented. */
  public List<SettingInForce> inForce() {
    return Arrays.stream(Setting.values()).map(this::inForce).toList();
  }

  private SettingInForce inForce(Setting setting) {
    Optional<String> given = source.apply(setting.property());
    return new SettingInForce(
        setting.property(),
        setting.environmentVariable(),
        setting.purpose(),
        text(setting).flatMap(setting::shown).orElse(null),
        setting.defaultValue(),
        given.isPresent(),
        setting.isSecret(),
        given.flatMap(value -> origin.apply(setting.property())).orElse(null));
  }

  /** Returns the folder for the embedded database and keyset. */
  public Path home() {
    return Path.of(value(Setting.HOME)).toAbsolutePath().normalize();
  }

  /** Tells whether the demo portals are to be set up. */
  public boolean demo() {
    return Boolean.parseBoolean(value(Setting.DEMO));
  }

  /**
   * Tells whether messages can be made up. Where nobody says, that is so with the embedded
   * database, which is for trying things out.
   */
  public boolean simulator() {
    return text(Setting.SIMULATOR)
        .map(Boolean::parseBoolean)
        .orElseGet(() -> databaseUrl().isEmpty());
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

  /** Returns how long to wait after an observer's first failure. */
  public Duration observerRetryFirst() {
    return duration(Setting.OBSERVER_RETRY_FIRST);
  }

  /** Returns the longest wait between two attempts of an observer, before jitter. */
  public Duration observerRetryLongest() {
    return duration(Setting.OBSERVER_RETRY_LONGEST);
  }

  /** Returns how often an observer is tried with an event. */
  public int observerRetryAttempts() {
    return number(Setting.OBSERVER_RETRY_ATTEMPTS);
  }

  /** Returns how long a failed event holds back later ones of its subject. */
  public Duration observerOrderHold() {
    return duration(Setting.OBSERVER_ORDER_HOLD);
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

  /** Returns how long a rotated signing secret still signs. */
  public Duration secretGrace() {
    return duration(Setting.PORTAL_SECRET_GRACE);
  }

  /** Returns how long a rotated value of a required header is still let in. */
  public Duration headerGrace() {
    return duration(Setting.PORTAL_HEADER_GRACE);
  }

  /** Returns the file of portals that are made and changed at the start, where one is given. */
  public Optional<Path> portalsFile() {
    return text(Setting.PORTALS_FILE).map(Path::of);
  }

  /** Tells whether relay URLs may be http. */
  public boolean relayAllowHttp() {
    return Boolean.parseBoolean(value(Setting.RELAY_ALLOW_HTTP));
  }

  /** Returns the networks that the relay may reach although they are not public, by commas. */
  public Optional<String> relayAllow() {
    return text(Setting.RELAY_ALLOW);
  }

  /** Returns how many messages are relayed at once. */
  public int relayThreads() {
    return number(Setting.RELAY_THREADS);
  }

  /** Returns how many messages are relayed at once to one portal's URL. */
  public int relayConcurrencyPerTarget() {
    return number(Setting.RELAY_CONCURRENCY);
  }

  /** Returns how long a connection to a relay target may take. */
  public Duration relayConnectTimeout() {
    return duration(Setting.RELAY_CONNECT_TIMEOUT);
  }

  /** Returns how long a relay target may take to answer, from the first byte to the last. */
  public Duration relayTimeout() {
    return duration(Setting.RELAY_TIMEOUT);
  }

  /** Returns the waits before the second and each further attempt of a delivery. */
  public List<Duration> relaySchedule() {
    return Setting.RELAY_SCHEDULE.durations(value(Setting.RELAY_SCHEDULE));
  }

  /** Returns the most of a target's Retry-After that is honoured. */
  public Duration relayRetryAfterLongest() {
    return duration(Setting.RELAY_RETRY_AFTER_LONGEST);
  }

  /** Tells whether portals that fall silent are noticed. */
  public boolean silenceWatch() {
    return Boolean.parseBoolean(value(Setting.SILENCE_WATCH));
  }

  /** Returns how long nothing may come at any time without being called a silence. */
  public Duration silenceLeast() {
    return duration(Setting.SILENCE_LEAST);
  }

  /** Returns how long a check may be pending before a person has to look at it. */
  public Duration attentionPendingAfter() {
    return duration(Setting.ATTENTION_PENDING_AFTER);
  }

  /** Returns how long a condition is gone before its alert is cleared. */
  public Duration alertCalm() {
    return duration(Setting.ALERT_CALM);
  }

  /** Returns the age of waiting work that raises an alert. */
  public Duration alertOverdue() {
    return duration(Setting.ALERT_OVERDUE);
  }

  /** Returns how long an observer fails on a message before an alert is raised. */
  public Duration alertObserverFailing() {
    return duration(Setting.ALERT_OBSERVER_FAILING);
  }

  /** Returns how many quarantined messages within an hour raise an alert. */
  public int alertQuarantinedPerHour() {
    return number(Setting.ALERT_QUARANTINED);
  }

  /**
   * Where alerts are mailed.
   *
   * @param host the SMTP server
   * @param port its port
   * @param user who signs in; empty for nobody
   * @param password the user's
   * @param startTls whether STARTTLS is demanded
   * @param from the sender's address
   * @param to the receivers' addresses, joined by commas
   */
  public record Mail(
      String host,
      int port,
      Optional<String> user,
      Optional<String> password,
      boolean startTls,
      String from,
      String to) {

    @Override
    public String toString() {
      return "Mail[" + host + ":" + port + "]";
    }
  }

  /**
   * Returns where alerts are mailed; empty for nowhere.
   *
   * @throws InvalidSetting when there is a server but no sender or receiver
   */
  public Optional<Mail> alertMail() {
    return text(Setting.ALERT_MAIL_HOST)
        .map(
            host ->
                new Mail(
                    host,
                    number(Setting.ALERT_MAIL_PORT),
                    text(Setting.ALERT_MAIL_USER),
                    text(Setting.ALERT_MAIL_PASSWORD),
                    Boolean.parseBoolean(value(Setting.ALERT_MAIL_STARTTLS)),
                    needed(Setting.ALERT_MAIL_FROM, Setting.ALERT_MAIL_HOST),
                    needed(Setting.ALERT_MAIL_TO, Setting.ALERT_MAIL_HOST)));
  }

  /**
   * Where alerts are posted.
   *
   * @param url the receiver's
   * @param secret what the posts are signed with
   */
  public record Webhook(String url, String secret) {

    @Override
    public String toString() {
      return "Webhook";
    }
  }

  /**
   * Returns where alerts are posted; empty for nowhere.
   *
   * @throws InvalidSetting when there is a URL but no secret
   */
  public Optional<Webhook> alertWebhook() {
    return text(Setting.ALERT_WEBHOOK_URL)
        .map(
            url ->
                new Webhook(url, needed(Setting.ALERT_WEBHOOK_SECRET, Setting.ALERT_WEBHOOK_URL)));
  }

  private String needed(Setting setting, Setting because) {
    return text(setting)
        .orElseThrow(
            () ->
                new InvalidSetting(
                    setting.property(), "is needed because " + because.property() + " is set"));
  }

  /** Returns where this server is reached, without a slash at the end. */
  public String baseUrl() {
    return text(Setting.BASE_URL)
        .map(url -> url.replaceAll("/+$", ""))
        .orElseGet(() -> "http://localhost:" + number(Setting.PORT));
  }
}
