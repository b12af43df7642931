package io.checkpost.ingest.relay;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.DeliveryDied;
import io.checkpost.api.MessageAccepted;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.TestJournal;
import io.checkpost.ingest.live.Changes;
import io.checkpost.ingest.portal.NewPortal;
import io.checkpost.ingest.portal.PortalDirectory;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.RelayTargets;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.privacy.DataKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The relay over a test's database, by a clock that the test moves. */
final class TestRelay implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final MutableClock clock = new MutableClock();
  final TestDatabase store;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Queue<DeliveryDied> deaths = new ConcurrentLinkedQueue<>();
  final PortalDirectory directory;
  final Portals portals;
  final RelayTargets targets;
  final RelayTargetStates states;
  final UndeliveredTargets undelivered;
  final DeliveryStore deliveryStore;
  final Courier courier;
  final Deliveries deliveries;
  final TestJournal journal;
  private final RelayObserver observer;
  private final List<Courier> couriers = new ArrayList<>();

  TestRelay(Dialect dialect, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("checkpost.relay.allow", "127.0.0.0/8");
    settings.put("checkpost.relay.allow-http", "true");
    settings.putAll(more);
    store = TestDatabase.of(dialect, settings);
    directory = TestPortals.directory(store, clock);
    portals = TestPortals.over(store, clock, directory);
    targets = new RelayTargets(store.database(), store.keyset(), directory, clock);
    states = new RelayTargetStates(store.database(), clock);
    undelivered = new UndeliveredTargets(store.database());
    Changes live = new Changes(store.database(), clock);
    deliveryStore = new DeliveryStore(store.database(), live);
    journal = new TestJournal(store, clock);
    courier = newCourier();
    observer = new RelayObserver(targets, deliveryStore, courier, clock);
    deliveries =
        new Deliveries(
            store.entities(), new DataKeys(store.keyset()), store.database(), courier, clock, live);
  }

  /** Returns a courier as another node has it. */
  Courier newCourier() {
    Courier made =
        new Courier(
            deliveryStore,
            new Letters(store.database(), store.keyset()),
            new RelayClient(store.settings()),
            targets,
            directory,
            new RelayMeters(registry),
            deaths::add,
            store.settings(),
            clock);
    couriers.add(made);
    return made;
  }

  void start() {
    start(courier);
  }

  static void start(Courier courier) {
    try {
      courier.start(Thread::new);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  PortalId portal(@Nullable String relayUrl) {
    return portal(null, relayUrl);
  }

  PortalId portal(@Nullable PortalId parent, @Nullable String relayUrl) {
    return newPortal(parent, relayUrl).portal().id();
  }

  NewPortal newPortal(@Nullable PortalId parent, @Nullable String relayUrl) {
    return portals.create("credas", parent, PortalSettings.named("P").withRelayUrl(relayUrl));
  }

  void set(PortalId portal, String column, Object value) {
    store.execute("UPDATE portal SET " + column + " = ? WHERE id = ?", value, portal.value());
    clock.advance(Duration.ofSeconds(2));
  }

  record Event(Update update, Circumstances circumstances) implements VerificationEvent {}

  /** Stores a message about a person and hands it to the relay's observer. */
  MessageId accept(PortalId portal, String subject, Outcome outcome) {
    Update update =
        TestJournal.update(subject, CheckType.RIGHT_TO_RENT, "o-" + UUID.randomUUID(), outcome);
    MessageId message = journal.append(portal, "credas", update).messageId();
    observe(message, portal, update);
    return message;
  }

  /** Stores a message that Checkpost made up and hands it to the relay's observer. */
  MessageId acceptSimulated(PortalId portal, String subject) {
    Update update =
        TestJournal.update(subject, CheckType.RIGHT_TO_RENT, "o-simulated", Outcome.PASSED);
    MessageId message = journal.appendSimulated(portal, "credas", update).messageId();
    observe(message, portal, update);
    return message;
  }

  MessageId accept(PortalId portal, String subject) {
    return accept(portal, subject, Outcome.PASSED);
  }

  void observe(MessageId message, PortalId portal, Update update) {
    observe(message, portal, update, false);
  }

  /** Hands a message to the relay's observer as a replay does. */
  void replay(MessageId message, PortalId portal, String subject) {
    Update update =
        TestJournal.update(subject, CheckType.RIGHT_TO_RENT, "o-replayed", Outcome.PASSED);
    observe(message, portal, update, true);
  }

  private void observe(MessageId message, PortalId portal, Update update, boolean replay) {
    Circumstances circumstances =
        new Circumstances(
            message,
            portal,
            "credas",
            clock.instant(),
            sequence(message),
            null,
            ChangeKind.FIRST,
            false,
            false,
            replay,
            1,
            false);
    try {
      observer.accepted(
          new MessageAccepted(
              message,
              portal,
              "credas",
              clock.instant(),
              false,
              List.of(new Event(update, circumstances))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long sequence(MessageId message) {
    return store.number(
        "SELECT MAX(sequence) FROM check_update WHERE message_id = ?", message.value());
  }

  Delivery delivery(MessageId message) {
    return deliveries.of(message).get(0);
  }

  TargetState stateOf(PortalId target) {
    return states.list(100, null).items().stream()
        .filter(state -> state.portalId().equals(target))
        .findFirst()
        .orElseThrow()
        .state();
  }

  void awaitState(MessageId message, DeliveryState state) {
    await(() -> delivery(message).state() == state, () -> delivery(message).toString());
  }

  void awaitAttempts(MessageId message, int attempts) {
    await(() -> delivery(message).attempts() == attempts, () -> delivery(message).toString());
  }

  static void await(BooleanSupplier condition, java.util.function.Supplier<String> what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not in " + PATIENCE + ": " + what.get());
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  void stop() {
    for (Courier each : couriers) {
      try {
        each.close(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    stop();
    store.close();
  }
}
