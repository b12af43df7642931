package io.checkpost.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ChangesTest {

  private final TestDatabase store;
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T12:00:00Z"));
  private final Changes here;
  private final Changes there;
  private final List<Map<Topic, Long>> told = new ArrayList<>();

  ChangesTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    here = new Changes(store.database(), clock);
    there = new Changes(store.database(), clock);
    here.onChange(() -> told.add(here.counts()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static long times(Changes node, Topic topic, Map<Topic, Long> since) {
    return node.counts().getOrDefault(topic, 0L) - since.getOrDefault(topic, 0L);
  }

  @Test
  void tellsOnceOfManyChangesAndOfNothingWhenThereAreNone() throws SQLException {
    Map<Topic, Long> before = here.counts();
    here.changed(Topic.MESSAGES);
    here.changed(Topic.MESSAGES);
    here.changed(Topic.ATTENTION);

    here.round();
    here.round();

    assertThat(told).hasSize(1);
    assertThat(times(here, Topic.MESSAGES, before)).isEqualTo(1);
    assertThat(times(here, Topic.ATTENTION, before)).isEqualTo(1);
    assertThat(times(here, Topic.DELIVERIES, before)).isZero();
  }

  @Test
  void followsWhatOtherNodesCommitted() throws SQLException {
    here.follow();
    Map<Topic, Long> before = here.counts();

    there.changed(Topic.MESSAGES);
    there.round();
    here.round();
    there.changed(Topic.MESSAGES);
    there.changed(Topic.DELIVERIES);
    there.round();
    here.round();
    here.round();

    assertThat(told).hasSize(2);
    assertThat(times(here, Topic.MESSAGES, before)).isEqualTo(2);
    assertThat(times(here, Topic.DELIVERIES, before)).isEqualTo(1);
  }

  @Test
  void doesNotTakeItsOwnMarkForAnothersNews() throws SQLException {
    here.follow();
    here.changed(Topic.MESSAGES);

    here.round();
    here.round();

    assertThat(told).hasSize(1);
  }

  @Test
  void asksNobodyWhileNobodyFollowsAndMissesNothingThen() throws SQLException {
    there.changed(Topic.MESSAGES);
    there.round();
    here.round();
    assertThat(told).isEmpty();

    here.follow();
    here.round();
    assertThat(told).hasSize(1);

    here.unfollow();
    there.changed(Topic.MESSAGES);
    there.round();
    here.round();
    assertThat(told).hasSize(1);
  }

  @Test
  void tellsTheOthersLaterWhatTheDatabaseDidNotTake() throws SQLException {
    here.follow();
    store.execute("ALTER TABLE change_mark RENAME TO change_mark_away");
    there.changed(Topic.ATTENTION);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(there::round))
        .isInstanceOf(SQLException.class);
    store.execute("ALTER TABLE change_mark_away RENAME TO change_mark");

    there.round();
    here.round();

    assertThat(told).hasSize(1);
  }

  @Test
  void forgetsNodesThatAreLongGoneAndKnowsThemWhenTheyComeBack() throws Exception {
    there.changed(Topic.MESSAGES);
    there.round();
    clock.advance(Duration.ofHours(25));

    here.start(Thread::new);
    here.close(Duration.ofSeconds(10));
    assertThat(store.number("SELECT count(*) FROM change_mark")).isZero();

    here.follow();
    there.changed(Topic.MESSAGES);
    there.round();
    here.round();
    assertThat(told).hasSize(1);
  }

  @Test
  void aChangeAfterARestIsToldAtOnceAndTheLastOneAlso() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    there.onChange(first::countDown);
    there.start(Thread::new);
    here.follow();
    here.round();

    there.changed(Topic.MESSAGES);
    assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
    there.changed(Topic.DELIVERIES);
    there.close(Duration.ofSeconds(30));
    here.round();

    assertThat(told).hasSize(1);
    assertThat(store.column("SELECT topic FROM change_mark ORDER BY topic"))
        .containsExactly("deliveries", "messages");
  }
}
