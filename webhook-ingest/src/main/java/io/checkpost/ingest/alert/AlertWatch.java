package io.checkpost.ingest.alert;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Duty;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.logging.LogLine;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/**
 * Looks for conditions, raises and clears their alerts, and tells of the changes. One thread looks,
 * one for each channel tells, so that a slow mail server holds up nothing but mail.
 */
@ApplicationSingleton
public final class AlertWatch implements BackgroundWork {

  private static final Logger LOG = System.getLogger(AlertWatch.class.getName());
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_TELLINGS = Duration.ofSeconds(2);

  private final Database database;
  private final Notices notices;
  private final Iterable<Condition> conditions;
  private final List<Channel> channels;
  private final Clock clock;
  private final Duration calm;
  private final Duty duty;
  private final List<Rounds> rounds = new ArrayList<>();
  private final Set<String> unknown = new HashSet<>();
  private volatile boolean closing;

  /**
   * Creates the watch.
   *
   * @throws io.checkpost.ingest.configuration.InvalidSetting when a channel's settings are wrong
   */
  @Inject
  AlertWatch(
      Database database,
      Notices notices,
      Instance<Condition> conditions,
      Settings settings,
      Clock clock) {
    this(database, notices, conditions, channels(settings, clock), settings, clock);
  }

  AlertWatch(
      Database database,
      Notices notices,
      Iterable<Condition> conditions,
      List<Channel> channels,
      Settings settings,
      Clock clock) {
    this.database = database;
    this.notices = notices;
    this.conditions = conditions;
    this.channels = List.copyOf(channels);
    this.clock = clock;
    this.calm = settings.alertCalm();
    this.duty = new Duty(database, clock, "alerts");
    rounds.add(new Rounds("alert.look", BETWEEN_LOOKS, this::look));
    channels.forEach(
        channel ->
            rounds.add(
                new Rounds("alert." + channel.name(), BETWEEN_TELLINGS, () -> tell(channel))));
  }

  private static List<Channel> channels(Settings settings, Clock clock) {
    return Stream.<Channel>concat(
            settings.alertMail().stream()
                .map(mail -> new MailChannel(mail, settings.baseUrl(), clock)),
            settings.alertWebhook().stream().map(webhook -> new WebhookChannel(webhook, clock)))
        .toList();
  }

  @Override
  public void start(ThreadFactory threads) {
    rounds.forEach(each -> each.start(threads));
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    closing = true;
    rounds.forEach(Rounds::end);
    long end = System.nanoTime() + patience.toNanos();
    for (Rounds each : rounds) {
      each.close(Duration.ofNanos(end - System.nanoTime()));
    }
    duty.release();
  }

  /** Looks once, if it is this node's turn. */
  void look() throws SQLException {
    if (!duty.take().ours()) {
      return;
    }
    for (Condition condition : conditions) {
      lookFor(condition);
    }
  }

  // a condition that cannot be looked for must not hide the others
  private void lookFor(Condition condition) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    try {
      List<Finding> found = database.inTransaction(connection -> condition.find(connection, now));
      List<Alert> changed =
          database.inTransaction(connection -> settle(connection, condition.kind(), found, now));
      changed.forEach(AlertWatch::log);
      unknown.remove(condition.kind());
    } catch (SQLException | RuntimeException e) {
      logOnce(condition.kind(), e);
    }
  }

  private void logOnce(String kind, Exception failure) {
    if (unknown.add(kind)) {
      LOG.log(
          Level.WARNING,
          LogLine.of("alert.condition-unknown").with("kind", kind).because(failure).toString());
    }
  }

  /** Returns the alerts whose state has changed; none where another node has taken over. */
  private List<Alert> settle(Connection connection, String kind, List<Finding> found, Instant now)
      throws SQLException {
    if (!duty.isOurs(connection)) {
      return List.of();
    }
    Map<String, Finding> findings = new LinkedHashMap<>();
    found.forEach(finding -> findings.putIfAbsent(finding.subject(), finding));
    List<Alert> next = new ArrayList<>();
    List<Alert> changed = new ArrayList<>();
    for (Alert known : Alerts.concerned(connection, kind, findings.keySet())) {
      Finding finding = findings.remove(known.subject());
      Alert after = finding == null ? known.missing(now, calm) : known.found(finding, now);
      next.add(after);
      if (after.changes() != known.changes()) {
        changed.add(after);
      }
    }
    List<Alert> raised =
        findings.values().stream().map(finding -> Alert.raised(kind, finding, now)).toList();
    changed.addAll(raised);
    Alerts.update(connection, next);
    Alerts.insert(connection, raised);
    Notices.leave(connection, changed, channels.stream().map(Channel::name).toList(), now);
    return changed;
  }

  private static void log(Alert alert) {
    LOG.log(
        alert.state() == AlertState.RAISED ? Level.WARNING : Level.INFO,
        LogLine.of("alert." + alert.state().code())
            .with("kind", alert.kind())
            .with("subject", alert.subject())
            .toString());
  }

  /** Tells what is due on a channel. */
  void tell(Channel channel) throws SQLException {
    List<Notice> due = notices.take(channel, clock.instant());
    while (!due.isEmpty() && sent(channel, due)) {
      notices.told(due, clock.instant());
      due = closing ? List.of() : notices.take(channel, clock.instant());
    }
  }

  private static boolean sent(Channel channel, List<Notice> due) {
    try {
      channel.send(due);
      return true;
    } catch (IOException | RuntimeException e) {
      LogLine line =
          LogLine.of("alert.not-told").with("channel", channel.name()).with("changes", due.size());
      LOG.log(
          Level.WARNING,
          (e instanceof NotTaken ? line.with("why", e.getMessage()) : line.because(e)).toString());
      return false;
    }
  }
}
