package io.checkpost.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.PortalId;
import io.checkpost.api.VerificationEvent;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.Messages;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ObserverConditionsTest {

  private final TestDatabase store;
  private final PortalId portal;
  private final MutableClock clock = new MutableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OldestWork oldest;

  ObserverConditionsTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    portal = Messages.portalIn(store);
    oldest = new OldestWork(store.database(), clock, meters);
    for (String observer : List.of("failing", "dead", "well")) {
      store.execute(
          """
          INSERT INTO observer (id, event_type, registered_at, seen_at)
          VALUES (?, 'any', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""",
          observer);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void owe(String observer, String state, Duration failedAgo) {
    Instant failedAt = clock.instant().minus(failedAgo);
    store.execute(
        """
        INSERT INTO owed_observation (message_id, ordinal, observer, position, portal_id, shard,
          attempts, state, first_failed_at)
        VALUES (?, 0, ?, 1, ?, 0, 1, ?, ?)""",
        TimeOrderedId.next(failedAt),
        observer,
        portal.value(),
        state,
        failedAt.atOffset(ZoneOffset.UTC));
  }

  private void wait(Duration ago) {
    store.execute(
        "INSERT INTO pending_dispatch (message_id, portal_id, shard) VALUES (?, ?, 0)",
        TimeOrderedId.next(clock.instant().minus(ago)),
        portal.value());
  }

  private List<String> found(Condition condition) throws SQLException {
    return store
        .database()
        .inTransaction(connection -> condition.find(connection, clock.instant()))
        .stream()
        .map(Finding::subject)
        .toList();
  }

  private double oldest(String state) {
    return meters
        .get("checkpost.work.oldest.age")
        .tag("state", state)
        .timeGauge()
        .value(TimeUnit.SECONDS);
  }

  private double owed(String observer, String state) {
    return meters
        .get("checkpost.observer.owed")
        .tag("observer", observer)
        .tag("state", state)
        .gauge()
        .value();
  }

  @Test
  void anObserverThatFailsForAWhileIsFound() throws SQLException {
    FailingObservers condition = new FailingObservers(store.settings());
    owe("well", "waiting", Duration.ofSeconds(59));
    assertThat(found(condition)).isEmpty();

    owe("failing", "waiting", Duration.ofSeconds(61));
    owe("failing", "waiting", Duration.ofSeconds(62));
    owe("dead", "dead", Duration.ofSeconds(61));
    assertThat(found(condition)).containsExactly("failing");
  }

  @Test
  void anObserverWithMessagesThatWereGivenUpIsFoundUntilAPersonSettlesThem() throws SQLException {
    DeadLetters condition = new DeadLetters();
    owe("failing", "waiting", Duration.ofHours(1));
    owe("dead", "dead", Duration.ofHours(1));
    assertThat(found(condition)).containsExactly("dead");

    store.execute("UPDATE owed_observation SET state = 'closed' WHERE state = 'dead'");
    assertThat(found(condition)).isEmpty();
  }

  @Test
  void workThatWaitsTooLongIsFoundButNotAPausedPortals() throws SQLException {
    OverdueWork condition = new OverdueWork(store.settings());
    wait(Duration.ofMinutes(4));
    assertThat(found(condition)).isEmpty();

    clock.advance(Duration.ofMinutes(2));
    assertThat(found(condition)).containsExactly("");

    store.execute("UPDATE portal SET paused = TRUE");
    clock.advance(Duration.ofSeconds(2));
    assertThat(found(condition)).isEmpty();
  }

  @Test
  void theOldestOfEachStateIsMeasured() throws SQLException {
    wait(Duration.ofSeconds(90));
    wait(Duration.ofSeconds(30));
    owe("failing", "waiting", Duration.ofMinutes(5));
    oldest.look();

    assertThat(oldest("pending")).isBetween(90.0, 90.1);
    assertThat(oldest("waiting")).isBetween(300.0, 300.1);
    assertThat(oldest("dead")).isZero();

    store.execute("DELETE FROM pending_dispatch");
    oldest.look();
    assertThat(oldest("pending")).isZero();
  }

  @Test
  void whatEachObserverIsOwedIsCounted() {
    owe("failing", "waiting", Duration.ofMinutes(5));
    owe("failing", "waiting", Duration.ofMinutes(6));
    owe("dead", "dead", Duration.ofMinutes(5));
    ObserverRegistry registry = TestObservers.registry(store, "failing");
    OwedCounts counts =
        new OwedCounts(new OwedObservations(store.database(), registry, clock), meters);
    counts.count();

    assertThat(owed("failing", "waiting")).isEqualTo(2);
    assertThat(owed("failing", "dead")).isZero();
    assertThat(owed("dead", "dead")).isEqualTo(1);
    assertThat(owed("well", "waiting")).isZero();

    store.execute("UPDATE observer SET seen_at = ?", Instant.EPOCH.atOffset(ZoneOffset.UTC));
    owe("well", "waiting", Duration.ofMinutes(5));
    counts.count();
    assertThat(owed("well", "parked")).isEqualTo(1);
    assertThat(owed("well", "waiting")).isZero();
  }

  @Test
  void anObserverSaysSinceWhenItFailsAndOnWhatLast() {
    owe("failing", "waiting", Duration.ofMinutes(5));
    owe("failing", "waiting", Duration.ofMinutes(6));
    owe("failing", "dead", Duration.ofMinutes(7));
    store.execute("UPDATE owed_observation SET cause = 'IOException' WHERE state = 'waiting'");
    OwedObservations observations =
        new OwedObservations(
            store.database(), TestObservers.registry(store, "failing", "well"), clock);

    assertThat(observations.observers())
        .filteredOn(state -> state.id().equals("failing"))
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.failingSince())
                  .isEqualTo(clock.instant().minus(Duration.ofMinutes(7)));
              ObservedState.Failure latest = Objects.requireNonNull(state.latestFailure());
              assertThat(latest.cause()).isEqualTo("IOException");
              assertThat(latest.at()).isEqualTo(clock.instant().minus(Duration.ofMinutes(5)));
              assertThat(state.priority()).isEqualTo(1);
            });
    assertThat(observations.observers())
        .filteredOn(state -> state.id().equals("well"))
        .singleElement()
        .satisfies(state -> assertThat(state.latestFailure()).isNull());
  }

  @Test
  void aNodesObserversAreCountedBeforeItHasAnnouncedThem() {
    ObserverRegistry registry =
        new ObserverRegistry(
            store.database(),
            store.settings(),
            List.of(new DeployedObserver("new", VerificationEvent.class.getName(), 1)));

    new OwedCounts(new OwedObservations(store.database(), registry, clock), meters).count();

    assertThat(owed("new", "waiting")).isZero();
  }
}
