package io.checkpost.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How nodes share the dispatch, and that none is at a subject that another is still at. */
class ShardsTest {

  private static final int ALL = 16;
  private static final int HALF = 8;
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final TestDatabase store = TestDatabase.of(Dialect.POSTGRESQL);
  private final AtomicLong nanos = new AtomicLong();
  private final Shards one = node();
  private final Shards two = node();

  private static boolean idle(int shard) {
    return false;
  }

  private static boolean busy(int shard) {
    return true;
  }

  private Shards node() {
    return new Shards(store.database(), LEASE, nanos::get);
  }

  @BeforeEach
  void oneHasEverythingAndTwoHasJoined() throws SQLException {
    one.renew(ShardsTest::idle);
    for (int renewal = 0; renewal < 3; renewal++) {
      two.renew(ShardsTest::idle);
    }
    assertThat(one.held()).hasSize(ALL);
    assertThat(two.held()).isEmpty();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatIsIdleAboveTheFairShareIsGivenBack() throws SQLException {
    one.renew(ShardsTest::idle);
    two.renew(ShardsTest::idle);

    assertThat(one.held()).hasSize(HALF);
    assertThat(two.held()).hasSize(HALF).doesNotContainAnyElementsOf(one.held());
  }

  @Test
  void aNodeThatIsNeverIdleEndsWhatItBeganAndThenLetsAnotherHaveItsShare() throws SQLException {
    one.renew(ShardsTest::busy);
    two.renew(ShardsTest::idle);
    assertThat(one.held()).hasSize(HALF);
    for (int shard = 0; shard < ALL; shard++) {
      assertThat(one.holds(shard)).as("what was begun of %s goes on", shard).isTrue();
    }
    assertThat(two.held()).isEmpty();
    assertThat(one.isReadyToLeave(ShardsTest::busy)).isFalse();

    IntPredicate busyWithItsOwn = one.held()::contains;
    assertThat(one.isReadyToLeave(busyWithItsOwn)).isTrue();
    one.renew(busyWithItsOwn);
    two.renew(ShardsTest::idle);
    assertThat(one.held()).hasSize(HALF);
    assertThat(two.held()).hasSize(HALF).doesNotContainAnyElementsOf(one.held());
  }

  @Test
  void whatAnObserverIsStillAtAfterALeaseStaysSoThatOthersOfItDoNotWait() throws SQLException {
    one.renew(ShardsTest::busy);
    nanos.addAndGet(LEASE.toNanos() / 2);
    one.renew(ShardsTest::busy);
    assertThat(one.held()).hasSize(HALF);

    nanos.addAndGet(LEASE.toNanos() * 3 / 4);
    one.renew(ShardsTest::busy);
    assertThat(one.held()).hasSize(ALL);

    one.renew(ShardsTest::idle);
    assertThat(one.held()).hasSize(HALF);
  }

  @Test
  void whoseLeaseIsOverHoldsNothing() {
    nanos.addAndGet(LEASE.toNanos());

    assertThat(one.held()).isEmpty();
    assertThat(one.holds(0)).isFalse();
  }
}
