package io.checkpost.ingest.configuration;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One setting: its property, what it may be, and what it is when nobody sets it. */
enum Setting {
  HOST("checkpost.host", "0.0.0.0", Kind.TEXT, "address that checkpost.jar listens on"),
  PORT(
      "checkpost.port",
      "8080",
      Kind.COUNT,
      "port that checkpost.jar listens on; 0 for any free one"),
  BASE_URL(
      "checkpost.base-url",
      "",
      Kind.TEXT,
      "where this server is reached; its port on localhost when unset"),
  HOME(
      "checkpost.home",
      "./checkpost-data",
      Kind.TEXT,
      "folder for the embedded database and keyset"),
  EXTENSIONS(
      "checkpost.extensions",
      "",
      Kind.TEXT,
      "folder of jars that checkpost.jar takes in; `extensions` beside it when unset"),
  DEMO(
      "checkpost.demo",
      "false",
      Kind.BOOLEAN,
      "set up two portals and send the providers' samples"),
  SIMULATOR(
      "checkpost.simulator",
      "",
      Kind.OPTIONAL_BOOLEAN,
      "offer made-up messages to operators; when unset, only with the embedded database"),
  API_KEY("checkpost.api.key", "", Kind.SECRET, "first admin API key; generated when unset"),
  ADMIN_PASSWORD(
      "checkpost.admin.password",
      "",
      Kind.SECRET,
      "password of the first user; generated when unset"),

  DB_URL(
      "checkpost.db.url", "", Kind.ADDRESS, "jdbc:postgresql:… ; H2 in the home folder when unset"),
  DB_USER("checkpost.db.user", "", Kind.TEXT, "database user"),
  DB_PASSWORD("checkpost.db.password", "", Kind.SECRET, "database password"),

  KEYSET("checkpost.keyset", "", Kind.SECRET, "master keyset, the JSON document itself"),
  KEYSET_FILE("checkpost.keyset.file", "", Kind.TEXT, "file that holds the master keyset"),

  INTAKE_MAX_BODY("checkpost.intake.max-body", "16777216", Kind.SIZE, "bytes after unpacking"),
  INTAKE_TIMEOUT(
      "checkpost.intake.timeout",
      "PT10S",
      Kind.DURATION,
      "wait for durability before answering 503"),
  INTAKE_QUEUE(
      "checkpost.intake.queue", "4096", Kind.SIZE, "messages that may wait for the journal"),
  INTAKE_QUEUE_BYTES(
      "checkpost.intake.queue-bytes",
      "134217728",
      Kind.SIZE,
      "bytes that may wait for the journal"),
  INTAKE_RETRY_AFTER("checkpost.intake.retry-after", "PT5S", Kind.DURATION, "Retry-After of a 503"),
  INTAKE_RATE(
      "checkpost.intake.rate-per-second",
      "0",
      Kind.COUNT,
      "messages a second for one portal before 429; 0: no limit"),
  INTAKE_ADDRESS_RATE(
      "checkpost.intake.address-rate-per-second",
      "0",
      Kind.COUNT,
      "requests a second from one address before 429; 0: no limit"),

  JOURNAL_WRITERS("checkpost.journal.writers", "2", Kind.SIZE, "group commits at once; H2 has one"),
  JOURNAL_BATCH("checkpost.journal.batch", "256", Kind.SIZE, "messages in one group commit"),

  DISPATCH_THREADS("checkpost.dispatch.threads", "4", Kind.SIZE, "subjects observed at once"),
  DISPATCH_LEASE(
      "checkpost.dispatch.lease", "PT15S", Kind.DURATION, "until a dead node's work moves"),

  OBSERVER_RETRY_FIRST(
      "checkpost.observer.retry-first",
      "PT1S",
      Kind.DURATION,
      "wait after an observer's first failure; doubled with each"),
  OBSERVER_RETRY_LONGEST(
      "checkpost.observer.retry-longest",
      "PT1H",
      Kind.DURATION,
      "longest wait between two attempts, without up to a quarter of jitter"),
  OBSERVER_RETRY_ATTEMPTS(
      "checkpost.observer.retry-attempts",
      "12",
      Kind.SIZE,
      "attempts before an event is a dead letter of its observer"),
  OBSERVER_ORDER_HOLD(
      "checkpost.observer.order-hold",
      "PT15M",
      Kind.DURATION,
      "how long a failed event holds back later ones of its subject"),

  REPLAY_RATE(
      "checkpost.replay.rate-per-second",
      "100",
      Kind.SIZE,
      "messages a second of a replay that does not say"),
  REPLAY_YIELD_AFTER(
      "checkpost.replay.yield-after",
      "PT2S",
      Kind.DURATION,
      "replays wait while a live message has waited longer for observers"),

  PORTAL_TOKEN_GRACE(
      "checkpost.portal.token-grace", "P7D", Kind.DURATION, "how long a rotated token still works"),
  PORTAL_SECRET_GRACE(
      "checkpost.portal.secret-grace",
      "P7D",
      Kind.DURATION,
      "how long a rotated signing secret still signs"),
  PORTAL_HEADER_GRACE(
      "checkpost.portal.header-grace",
      "P7D",
      Kind.DURATION,
      "how long a rotated header value is still let in"),
  PORTALS_FILE(
      "checkpost.portals.file",
      "",
      Kind.TEXT,
      "portals to make and change at the start, as YAML or JSON"),

  RELAY_ALLOW_HTTP(
      "checkpost.relay.allow-http", "false", Kind.BOOLEAN, "accept relay URLs that are http"),
  RELAY_ALLOW(
      "checkpost.relay.allow",
      "",
      Kind.TEXT,
      "networks that the relay may reach although they are not public, as in 10.1.0.0/16,fd00::/8"),
  RELAY_THREADS("checkpost.relay.threads", "32", Kind.SIZE, "messages relayed at once"),
  RELAY_CONCURRENCY(
      "checkpost.relay.concurrency-per-target",
      "4",
      Kind.SIZE,
      "messages relayed at once to one portal's URL"),
  RELAY_CONNECT_TIMEOUT(
      "checkpost.relay.connect-timeout",
      "PT5S",
      Kind.DURATION,
      "wait for a connection to a target"),
  RELAY_TIMEOUT(
      "checkpost.relay.timeout", "PT30S", Kind.DURATION, "wait for a target's whole answer"),
  RELAY_SCHEDULE(
      "checkpost.relay.schedule",
      "PT5S,PT30S,PT2M,PT10M,PT30M,PT1H,PT2H,PT5H,PT10H,PT10H,PT10H,PT10H,PT10H",
      Kind.DURATIONS,
      "waits before the second and each further attempt; after the last it is dead"),
  RELAY_RETRY_AFTER_LONGEST(
      "checkpost.relay.retry-after-longest",
      "PT1H",
      Kind.DURATION,
      "most of a target's Retry-After that is honoured"),

  SILENCE_WATCH("checkpost.silence.watch", "true", Kind.BOOLEAN, "notice portals that fall silent"),
  SILENCE_LEAST(
      "checkpost.silence.least",
      "PT2H",
      Kind.DURATION,
      "no quiet shorter than this is called a silence"),

  ATTENTION_PENDING_AFTER(
      "checkpost.attention.pending-after",
      "PT48H",
      Kind.DURATION,
      "how long a check may be pending before a person has to look"),

  ALERT_CALM(
      "checkpost.alert.calm",
      "PT2M",
      Kind.DURATION,
      "how long a condition is gone before its alert is cleared"),
  ALERT_OVERDUE(
      "checkpost.alert.overdue",
      "PT5M",
      Kind.DURATION,
      "age of work waiting for observers that raises an alert"),
  ALERT_OBSERVER_FAILING(
      "checkpost.alert.observer-failing",
      "PT1M",
      Kind.DURATION,
      "how long an observer fails on a message before an alert is raised"),
  ALERT_QUARANTINED(
      "checkpost.alert.quarantined-per-hour",
      "10",
      Kind.SIZE,
      "quarantined messages within an hour that raise an alert"),
  ALERT_MAIL_HOST(
      "checkpost.alert.mail.host", "", Kind.TEXT, "SMTP server for alerts; no e-mail when unset"),
  ALERT_MAIL_PORT("checkpost.alert.mail.port", "587", Kind.SIZE, "its port"),
  ALERT_MAIL_USER("checkpost.alert.mail.user", "", Kind.TEXT, "its user; no sign-in when unset"),
  ALERT_MAIL_PASSWORD("checkpost.alert.mail.password", "", Kind.SECRET, "its password"),
  ALERT_MAIL_STARTTLS(
      "checkpost.alert.mail.starttls",
      "true",
      Kind.BOOLEAN,
      "encrypt by STARTTLS, and send nothing where the server cannot"),
  ALERT_MAIL_FROM("checkpost.alert.mail.from", "", Kind.TEXT, "sender of alerts"),
  ALERT_MAIL_TO("checkpost.alert.mail.to", "", Kind.TEXT, "receivers of alerts, joined by commas"),
  ALERT_WEBHOOK_URL(
      "checkpost.alert.webhook.url",
      "",
      Kind.SECRET,
      "where alerts are posted; nowhere when unset"),
  ALERT_WEBHOOK_SECRET(
      "checkpost.alert.webhook.secret",
      "",
      Kind.SECRET,
      "what they are signed with: whsec_ and base64");

  private enum Kind {
    TEXT,
    /** Never shown: a URL to which whoever knows it may post, too. */
    SECRET,
    /** A URL whose parameters may hold a password. */
    ADDRESS,
    BOOLEAN,
    /** Unset is neither. */
    OPTIONAL_BOOLEAN,
    COUNT,
    SIZE,
    DURATION,
    DURATIONS
  }

  private final String property;
  private final String defaultValue;
  private final Kind kind;
  private final String purpose;

  Setting(String property, String defaultValue, Kind kind, String purpose) {
    this.property = property;
    this.defaultValue = defaultValue;
    this.kind = kind;
    this.purpose = purpose;
  }

  String property() {
    return property;
  }

  String defaultValue() {
    return defaultValue;
  }

  String purpose() {
    return purpose;
  }

  /** Tells whether its value is shown to nobody. */
  boolean isSecret() {
    return kind == Kind.SECRET;
  }

  /** Returns of a value what may be shown; empty where that is nothing. */
  Optional<String> shown(String value) {
    return switch (kind) {
      case SECRET -> Optional.empty();
      case ADDRESS -> Optional.of(value.replaceFirst("\\?.*", "?…"));
      case TEXT, BOOLEAN, OPTIONAL_BOOLEAN, COUNT, SIZE, DURATION, DURATIONS -> Optional.of(value);
    };
  }

  /** Returns the environment variable that MicroProfile Config reads for this property. */
  String environmentVariable() {
    return environmentVariable(property);
  }

  static String environmentVariable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
  }

  static Optional<Setting> ofProperty(String property) {
    return Arrays.stream(values()).filter(s -> s.property.equals(property)).findFirst();
  }

  static Optional<Setting> ofEnvironmentVariable(String name) {
    return Arrays.stream(values()).filter(s -> s.environmentVariable().equals(name)).findFirst();
  }

  static List<String> properties() {
    return Arrays.stream(values()).map(Setting::property).toList();
  }

  /**
   * Checks a value.
   *
   * @throws InvalidSetting when it is not of this setting's kind
   */
  void check(String value) {
    switch (kind) {
      case TEXT, SECRET, ADDRESS -> {}
      case BOOLEAN -> checkBoolean(value);
      case OPTIONAL_BOOLEAN -> {
        if (!value.isBlank()) {
          checkBoolean(value);
        }
      }
      case COUNT -> number(value, 0);
      case SIZE -> number(value, 1);
      case DURATION -> duration(value);
      case DURATIONS -> durations(value);
    }
  }

  private void checkBoolean(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new InvalidSetting(property, "'" + value + "' is neither true nor false");
    }
  }

  long number(String value, long least) {
    try {
      long number = Long.parseLong(value.strip());
      if (number >= least && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InvalidSetting(
        property,
        "'%s' is not a whole number from %d to %d".formatted(value, least, Integer.MAX_VALUE));
  }

  Duration duration(String value) {
    try {
      Duration duration = Duration.parse(value.strip());
      if (!duration.isNegative() && !duration.isZero()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    throw new InvalidSetting(
        property, "'%s' is not a duration above zero such as PT10S or P7D".formatted(value));
  }

  List<Duration> durations(String value) {
    return Arrays.stream(value.split(",", -1)).map(this::duration).toList();
  }
}
