package io.checkpost.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.alert.Condition;
import io.checkpost.ingest.alert.Finding;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.Messages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class RelayConditionsTest {

  private final TestDatabase store;

  RelayConditionsTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private String target(TargetState state) {
    PortalId portal = Messages.portalIn(store);
    store.execute(
        """
        INSERT INTO relay_target (portal_id, state, ready_at, probes, changed_at, lease_until)
        VALUES (?, ?, CURRENT_TIMESTAMP, 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""",
        portal.value(),
        state.code());
    return portal.toString();
  }

  private void deliver(String target, DeliveryState state) {
    store.execute(
        """
        INSERT INTO delivery (id, message_id, portal_id, target_id, provider, lane, position, state,
          held, attempts, failures, due_at, created_at)
        VALUES (?, ?, ?, ?, 'credas', ?, 1, ?, FALSE, 1, 1, CURRENT_TIMESTAMP,
          CURRENT_TIMESTAMP)""",
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.fromString(target),
        UUID.fromString(target),
        UUID.randomUUID(),
        state.code());
  }

  private List<String> found(Condition condition) throws SQLException {
    return store
        .database()
        .inTransaction(connection -> condition.find(connection, Instant.now()))
        .stream()
        .map(Finding::subject)
        .toList();
  }

  @Test
  void aTargetThatFailsAndOneThatIsGoneAreFoundApart() throws SQLException {
    target(TargetState.CLOSED);
    String failing = target(TargetState.OPEN);
    String gone = target(TargetState.DISABLED);

    assertThat(found(new OpenBreakers())).containsExactly(failing);
    assertThat(found(new DisabledTargets())).containsExactly(gone);
  }

  @Test
  void aTargetIsFoundWhileADeliveryToItIsDead() throws SQLException {
    String dead = target(TargetState.CLOSED);
    String well = target(TargetState.CLOSED);
    deliver(dead, DeliveryState.DEAD);
    deliver(dead, DeliveryState.DEAD);
    deliver(well, DeliveryState.DELIVERED);
    deliver(well, DeliveryState.PENDING);
    assertThat(found(new DeadDeliveries())).containsExactly(dead);

    store.execute("UPDATE delivery SET state = 'pending' WHERE state = 'dead'");
    assertThat(found(new DeadDeliveries())).isEmpty();
  }

  @Test
  void howTargetsAreIsMeasuredAtOnce() throws InterruptedException {
    String gone = target(TargetState.DISABLED);
    deliver(gone, DeliveryState.PENDING);
    deliver(gone, DeliveryState.PENDING);
    deliver(gone, DeliveryState.DEAD);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    MeasuredTargets measured =
        new MeasuredTargets(new RelayTargetStates(store.database(), Clock.systemUTC()), registry);

    measured.start(Thread::new);
    TestRelay.await(
        () -> registry.find("checkpost.relay.breaker").gauge() != null, () -> "not measured");
    measured.close(Duration.ofSeconds(10));

    assertThat(registry.get("checkpost.relay.breaker").tag("target", gone).gauge().value())
        .isEqualTo(2);
    assertThat(registry.get("checkpost.relay.pending").tag("target", gone).gauge().value())
        .isEqualTo(2);
  }
}
