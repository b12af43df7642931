package io.checkpost.ingest.activity;

import io.checkpost.api.PortalId;
import io.checkpost.api.PortalSilent;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.background.BackgroundWork;
import io.checkpost.ingest.background.Duty;
import io.checkpost.ingest.background.Rounds;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.logging.LogLine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * When each portal's last message came, and who has fallen silent. To note a message costs intake
 * an entry in a map; what was noted is brought to the database every few seconds, where every node
 * adds to the same rows. One node at a time looks for silences.
 *
 * <p>Safe for use by many threads.
 */
@ApplicationSingleton
public final class PortalActivity implements BackgroundWork {

  private static final Logger LOG = System.getLogger(PortalActivity.class.getName());
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(5);

  /** After a time without any node, silences begin anew: it was we who did not listen. */
  private static final Duration TOLERATED_NEGLECT = Duration.ofMinutes(5);

  /** Series of the gauge; more portals than that are in the database and the API only. */
  private static final int MOST_GAUGES = 10_000;

  private static final Comparator<ActivePortal> MOST_TELLING_FIRST =
      Comparator.comparing(
              (ActivePortal portal) -> portal.last().silentSince(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(portal -> portal.last().at(), Comparator.reverseOrder());

  private final ActivityStore store;
  private final Duty duty;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Consumer<PortalSilent> listeners;
  private final boolean watching;
  private final Duration least;
  private final Map<UUID, Instant> unwritten = new ConcurrentHashMap<>();
  private final Map<UUID, Instant> latest = new ConcurrentHashMap<>();
  private final Rounds rounds = new Rounds("activity", BETWEEN_ROUNDS, this::round);

  /** Creates the bean. */
  @Inject
  PortalActivity(
      ActivityStore store,
      Database database,
      Settings settings,
      Clock clock,
      MeterRegistry meters,
      Event<PortalSilent> event) {
    this(store, database, settings, clock, meters, event::fire);
  }

  PortalActivity(
      ActivityStore store,
      Database database,
      Settings settings,
      Clock clock,
      MeterRegistry meters,
      Consumer<PortalSilent> listeners) {
    this.store = store;
    this.duty = new Duty(database, clock, "silence");
    this.clock = clock;
    this.meters = meters;
    this.listeners = listeners;
    this.watching = settings.silenceWatch();
    this.least = settings.silenceLeast();
  }

  /** Notes that a message was stored for a portal. */
  public void received(PortalId portal, Instant at) {
    // as the databases keep it: what is written must not look older than what is known here
    Instant kept = at.truncatedTo(ChronoUnit.MICROS);
    unwritten.merge(portal.value(), kept, PortalActivity::later);
    show(portal.value(), kept);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static LastReceived later(LastReceived written, LastReceived here) {
    return here.at().isAfter(written.at()) ? here : written;
  }

  private void show(UUID portal, Instant at) {
    boolean isNew = latest.putIfAbsent(portal, at) == null;
    if (!isNew) {
      latest.merge(portal, at, PortalActivity::later);
    } else if (latest.size() <= MOST_GAUGES) {
      gauge(portal);
    }
  }

  private void gauge(UUID portal) {
    Gauge.builder(
            "checkpost.portal.last.received.timestamp",
            () -> latest.getOrDefault(portal, Instant.EPOCH).getEpochSecond())
        .description("When a message of the portal came last; over nodes, take the greatest")
        .baseUnit("seconds")
        .tag("portal", portal.toString())
        .register(meters);
  }

  /**
   * Returns what is known of those of the given portals that something ever came for: at once of
   * what this node received, and with the next round of the others' of what they did.
   *
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public Map<PortalId, LastReceived> of(Collection<PortalId> portals) {
    try {
      Map<PortalId, LastReceived> known = new HashMap<>(store.of(portals));
      for (PortalId portal : portals) {
        Instant here = latest.get(portal.value());
        if (here != null) {
          known.merge(portal, new LastReceived(here, null), PortalActivity::later);
        }
      }
      return known;
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  /**
   * Returns the portals of which most is to be told: first those that are silent, for the longest
   * time, then those of whom something came latest.
   *
   * @param most how many are returned
   * @throws DatabaseUnavailable when that cannot be known now
   */
  public List<ActivePortal> mostTelling(int most) {
    try {
      Map<PortalId, LastReceived> known = new HashMap<>(store.mostTelling(most));
      unwritten.forEach(
          (portal, at) ->
              known.merge(new PortalId(portal), new LastReceived(at, null), PortalActivity::later));
      return known.entrySet().stream()
          .map(entry -> new ActivePortal(entry.getKey(), entry.getValue()))
          .sorted(MOST_TELLING_FIRST)
          .limit(most)
          .toList();
    } catch (SQLException e) {
      throw new DatabaseUnavailable(e);
    }
  }

  @Override
  public void start(ThreadFactory threads) throws SQLException {
    store.latest(MOST_GAUGES).forEach((portal, last) -> show(portal.value(), last.at()));
    rounds.start(threads);
  }

  @Override
  public void close(Duration patience) throws InterruptedException {
    if (rounds.close(patience)) {
      try {
        write();
        duty.release();
      } catch (SQLException | RuntimeException e) {
        LOG.log(Level.WARNING, LogLine.of("activity.not-written").because(e).toString());
      }
    }
  }

  void round() throws SQLException {
    write();
    if (watching) {
      lookForSilences();
    }
  }

  /** Keeps what was noted when the database refuses it. */
  private void write() throws SQLException {
    Map<UUID, Instant> taken = take();
    if (taken.isEmpty()) {
      return;
    }
    try {
      store.write(taken);
    } catch (SQLException | RuntimeException e) {
      taken.forEach((portal, at) -> unwritten.merge(portal, at, PortalActivity::later));
      throw e;
    }
  }

  private Map<UUID, Instant> take() {
    Map<UUID, Instant> taken = new HashMap<>();
    for (UUID portal : List.copyOf(unwritten.keySet())) {
      Instant at = unwritten.remove(portal);
      if (at != null) {
        taken.put(portal, at);
      }
    }
    return taken;
  }

  private void lookForSilences() throws SQLException {
    Duty.Turn turn = duty.take();
    if (!turn.ours()) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (turn.neglected().compareTo(TOLERATED_NEGLECT) > 0) {
      store.postponeSilences(now.plus(least));
    }
    store.noticeSilences(now).forEach(this::tell);
  }

  // an observer is a stranger's code, and the silence is written down already
  private void tell(PortalSilent silence) {
    LOG.log(
        Level.WARNING,
        LogLine.of("portal.silent")
            .with("portal", silence.portalId())
            .with("lastReceivedAt", silence.lastReceivedAt())
            .with("usualGap", silence.usualGap())
            .toString());
    try {
      listeners.accept(silence);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, LogLine.of("portal.silent.observer-failed").because(e).toString());
    }
  }
}
