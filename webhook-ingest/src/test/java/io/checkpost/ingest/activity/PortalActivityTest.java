package io.checkpost.ingest.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkpost.api.PortalId;
import io.checkpost.api.PortalSilent;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.alert.Finding;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.Messages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class PortalActivityTest {

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  private final TestDatabase store;
  private final PortalId portal;
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T00:05:00Z"));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<PortalSilent> told = new ArrayList<>();
  private final PortalActivity activity;
  private final PortalActivity otherNode;

  PortalActivityTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    portal = Messages.portalIn(store);
    activity = node();
    otherNode = node();
  }

  private PortalActivity node() {
    return TestActivity.over(store, clock, meters, told::add);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private LastReceived last() {
    return activity.of(List.of(portal)).getOrDefault(portal, new LastReceived(Instant.MIN, null));
  }

  /** Something in every half hour, the last of it now. */
  private void knownForWeeks(int weeks) throws SQLException {
    Instant first = clock.instant();
    Habit habit = Habit.of(first);
    Instant end = first.plus(Duration.ofDays(7L * weeks));
    Instant last = first;
    for (Instant next = first.plus(HALF_HOUR); next.isBefore(end); next = next.plus(HALF_HOUR)) {
      habit.learn(first, last, next);
      last = next;
    }
    store.execute(
        """
        INSERT INTO portal_activity (portal_id, first_received_at, last_received_at, habit)
        VALUES (?, ?, ?, ?)""",
        portal.value(),
        first.atOffset(ZoneOffset.UTC),
        last.atOffset(ZoneOffset.UTC),
        habit.bytes());
    clock.advance(Duration.between(first, end));
    activity.received(portal, clock.instant());
    activity.round();
  }

  /** Moves the clock, and it was always somebody's duty to look. */
  private void watchFor(Duration time) {
    clock.advance(time);
    store.execute(
        "UPDATE duty SET lease_until = ? WHERE name = 'silence'",
        clock.instant().atOffset(ZoneOffset.UTC));
  }

  @Test
  void theLatestMessageOfAllNodesIsTheLast() throws SQLException {
    Instant early = clock.instant();
    Instant late = early.plusSeconds(60);

    activity.received(portal, late);
    activity.received(portal, early);
    activity.round();
    otherNode.received(portal, early.plusSeconds(30));
    otherNode.round();

    assertThat(last()).isEqualTo(new LastReceived(late, null));
    assertThat(meters.get("checkpost.portal.last.received.timestamp").gauge().value())
        .isEqualTo((double) late.getEpochSecond());
  }

  @Test
  void whatThisNodeReceivedIsKnownAtOnceAndElsewhereWithTheNextRound() throws SQLException {
    activity.received(portal, clock.instant());
    assertThat(last().at()).isEqualTo(clock.instant());
    assertThat(otherNode.of(List.of(portal))).isEmpty();

    activity.round();
    assertThat(otherNode.of(List.of(portal)).get(portal)).isEqualTo(last());
  }

  @Test
  void aSilenceIsSeenOnTheNodeThatReceivedTheLastMessage() throws SQLException {
    activity.received(portal, clock.instant().plusNanos(999));
    activity.round();
    store.execute(
        "UPDATE portal_activity SET silent_since = ?", clock.instant().atOffset(ZoneOffset.UTC));

    assertThat(last().silentSince()).isEqualTo(clock.instant());
  }

  @Test
  void whoIsSilentIsToldFirstAndThenWhoseMessageIsTheLatest() throws SQLException {
    PortalId early = Messages.portalIn(store);
    PortalId archived = Messages.portalIn(store);
    PortalId late = Messages.portalIn(store);
    for (PortalId each : List.of(portal, early, archived)) {
      activity.received(each, clock.instant());
      clock.advance(Duration.ofMinutes(1));
    }
    activity.round();
    store.execute(
        "UPDATE portal_activity SET silent_since = ? WHERE portal_id = ?",
        clock.instant().atOffset(ZoneOffset.UTC),
        portal.value());
    store.execute(
        "UPDATE portal SET archived_at = CURRENT_TIMESTAMP WHERE id = ?", archived.value());

    activity.received(late, clock.instant());
    assertThat(activity.mostTelling(10))
        .extracting(ActivePortal::id)
        .containsExactly(portal, late, early);
    activity.round();
    assertThat(otherNode.mostTelling(2)).extracting(ActivePortal::id).containsExactly(portal, late);
    assertThat(otherNode.mostTelling(2))
        .extracting(ActivePortal::isSilent)
        .containsExactly(true, false);
  }

  @Test
  void aSilenceIsToldOnceAndItsEndIsRecorded() throws SQLException {
    knownForWeeks(2);
    Instant lastReceivedAt = last().at();

    watchFor(Duration.ofHours(12));
    keepLooking();

    assertThat(told)
        .singleElement()
        .satisfies(
            silence -> {
              assertThat(silence.portalId()).isEqualTo(portal);
              assertThat(silence.lastReceivedAt()).isEqualTo(lastReceivedAt);
              assertThat(silence.usualGap()).isBetween(Duration.ofHours(2), Duration.ofHours(12));
            });
    assertThat(last().silentSince()).isEqualTo(told.get(0).noticedAt());
    assertThat(found()).extracting(Finding::subject).containsExactly(portal.toString());

    otherNode.received(portal, clock.instant());
    otherNode.round();

    assertThat(last()).isEqualTo(new LastReceived(clock.instant(), null));
    assertThat(found()).isEmpty();
    assertThat(
            store.execute(
                "DELETE FROM portal_silence WHERE portal_id = ? AND ended_at IS NOT NULL",
                portal.value()))
        .isEqualTo(1);
  }

  private void keepLooking() throws SQLException {
    for (int i = 0; i < 5; i++) {
      activity.round();
      otherNode.round();
      clock.advance(Duration.ofMinutes(1));
    }
  }

  private List<Finding> found() throws SQLException {
    ActivityStore activities = new ActivityStore(store.database(), store.settings());
    return store
        .database()
        .inTransaction(
            connection -> new SilentPortals(activities).find(connection, clock.instant()));
  }

  @Test
  void anObserverThatCannotEvenBeLoadedEndsNothing() throws SQLException {
    knownForWeeks(2);
    watchFor(Duration.ofHours(12));

    TestActivity.over(
            store,
            clock,
            meters,
            silence -> {
              throw new NoClassDefFoundError("a stranger's");
            })
        .round();

    assertThat(last().silentSince()).isNotNull();
  }

  @Test
  void nothingShorterThanTheSettingIsASilence() throws SQLException {
    knownForWeeks(12);

    Instant atOnce = last().at();
    watchFor(Duration.ofHours(2).minusSeconds(1));
    activity.round();
    assertThat(told).isEmpty();

    Settings patient = Settings.of(Map.of("checkpost.silence.least", "PT5H"));
    Instant later = atOnce.plusSeconds(1);
    new ActivityStore(store.database(), patient).write(Map.of(portal.value(), later));
    watchFor(Duration.between(clock.instant(), later.plus(Duration.ofHours(5)).minusSeconds(1)));
    activity.round();
    assertThat(told).isEmpty();
    watchFor(Duration.ofSeconds(1));
    activity.round();
    assertThat(told).extracting(PortalSilent::usualGap).containsExactly(Duration.ofHours(5));
  }

  @Test
  void whatDidNotComeWhileNobodyListenedIsNoSilence() throws SQLException {
    knownForWeeks(2);

    clock.advance(Duration.ofDays(2));
    node().round();
    assertThat(told).isEmpty();

    watchFor(Duration.ofHours(3));
    node().round();
    assertThat(told).hasSize(1);
  }

  @Test
  void anArchivedPortalIsNotMissed() throws SQLException {
    knownForWeeks(2);
    store.execute("UPDATE portal SET archived_at = CURRENT_TIMESTAMP");

    watchFor(Duration.ofHours(23));
    activity.round();

    assertThat(told).isEmpty();
    assertThat(found()).isEmpty();
    assertThat(last().silentSince()).isNull();
  }

  @Test
  void whatTheDatabaseRefusedIsWrittenLater() throws Exception {
    activity.received(portal, clock.instant());
    store.execute("ALTER TABLE portal_activity RENAME TO away");
    assertThatThrownBy(activity::round).isInstanceOf(SQLException.class);
    store.execute("ALTER TABLE away RENAME TO portal_activity");

    activity.round();

    assertThat(last().at()).isEqualTo(clock.instant());
  }
}
