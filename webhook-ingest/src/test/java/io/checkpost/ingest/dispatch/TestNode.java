package io.checkpost.ingest.dispatch;

import io.checkpost.api.ObserverDied;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.portal.PortalDirectory;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.provider.Providers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/** One node's dispatch over a test's database, with observers of the test's own. */
final class TestNode implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Dispatcher dispatcher;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final OwedObservations observations;
  final Queue<Object> asynchronous = new ConcurrentLinkedQueue<>();
  final Queue<ObserverDied> died = new ConcurrentLinkedQueue<>();

  private TestNode(
      TestDatabase store, Database database, Clock clock, List<TestObserver> observers) {
    Settings settings = store.settings();
    KeysetInForce keyset = store.keyset();
    // least jitter: a clock that a test moves by the backoff is then late enough
    OwedStore owed = new OwedStore(database, Backoff.of(settings), noJitter());
    ObserverRegistry registry =
        new ObserverRegistry(
            database,
            settings,
            observers.stream()
                .map(each -> new DeployedObserver(each.id(), each.type().getName(), 1))
                .toList());
    observations = new OwedObservations(database, registry, clock);
    dispatcher =
        new Dispatcher(
            new DispatchStore(database, owed),
            owed,
            new EventLoader(database, keyset, new Providers(List.of(new RecordedProvider()))),
            new Audience(
                event -> TestObserver.of(observers, event),
                (event, thread) -> thread.execute(() -> asynchronous.add(event)),
                event -> died.add((ObserverDied) event)),
            new Shards(database, settings),
            registry,
            new PortalDirectory(database, keyset, clock),
            new DispatchMeters(meters),
            settings,
            clock);
  }

  private static RandomGenerator noJitter() {
    return () -> 0;
  }

  static TestNode start(TestDatabase store, Clock clock, TestObserver... observers)
      throws SQLException {
    return start(store, store.database(), clock, observers);
  }

  static TestNode start(
      TestDatabase store, Database database, Clock clock, TestObserver... observers)
      throws SQLException {
    TestNode node = new TestNode(store, database, clock, List.of(observers));
    node.dispatcher.start(Thread::new);
    return node;
  }

  void wakeUp() {
    dispatcher.wakeUp();
  }

  @Override
  public void close() throws InterruptedException {
    dispatcher.close(PATIENCE);
  }
}
