package io.checkpost.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.Acknowledgement;
import io.checkpost.ingest.journal.Messages;
import io.checkpost.ingest.journal.TestJournal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class DispatchHealthTest {

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final PortalId portal;
  private final DispatchHealth health;

  DispatchHealthTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    portal = Messages.portalIn(store);
    health = new DispatchHealth(store.database(), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void owes(String observer, String state, Instant firstFailedAt) {
    store.execute(
        """
        INSERT INTO owed_observation (message_id, ordinal, observer, position, portal_id, shard,
          attempts, state, first_failed_at)
        VALUES (?, 0, ?, 1, ?, 0, 1, ?, ?)""",
        UUID.randomUUID(),
        observer,
        portal.value(),
        state,
        firstFailedAt.atOffset(ZoneOffset.UTC));
  }

  @Test
  void observersThatFailAreTheOnesThatDidAndNotTheOnesThatOnlyWait() {
    Instant now = clock.instant();
    for (String observer : List.of("both", "dead", "retrying", "waiting", "well")) {
      store.execute(
          """
          INSERT INTO observer (id, event_type, registered_at, seen_at)
          VALUES (?, '', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)""",
          observer);
    }
    owes("both", "dead", now.minusSeconds(60));
    owes("both", "dead", now.minusSeconds(90));
    owes("both", "waiting", now.minusSeconds(30));
    owes("dead", "dead", now.minusSeconds(10));
    owes("retrying", "waiting", now.minusSeconds(20));
    owes("waiting", "waiting", now);
    store.execute("UPDATE owed_observation SET first_failed_at = NULL WHERE observer = 'waiting'");
    owes("well", "closed", now.minusSeconds(20));

    assertThat(health.failingObservers())
        .containsExactly(
            new FailingObserver("both", now.minusSeconds(90), now.minusSeconds(30)),
            new FailingObserver("dead", now.minusSeconds(10), null),
            new FailingObserver("retrying", null, now.minusSeconds(20)));
  }

  @Test
  void theOldestThatNoObserverHasSeenIsFoundUnlessItsPortalIsPaused() {
    assertThat(health.oldestPending()).isEmpty();
    PortalId paused = Messages.portalIn(store);
    store.execute("UPDATE portal SET paused = TRUE WHERE id = ?", paused.value());
    append(paused, "a");
    clock.advance(Duration.ofMinutes(1));
    Acknowledgement oldest = append(portal, "b");
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    clock.advance(Duration.ofMinutes(1));
    append(portal, "c");

    assertThat(health.oldestPending()).contains(new PendingMessage(oldest.messageId(), at));
  }

  private Acknowledgement append(PortalId to, String object) {
    return new TestJournal(store, clock)
        .append(to, "credas", TestJournal.update("s", CheckType.LIVENESS, object, Outcome.PASSED));
  }
}
