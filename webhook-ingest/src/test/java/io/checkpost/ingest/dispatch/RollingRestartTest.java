package io.checkpost.ingest.dispatch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.VerificationEvent;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.Messages;
import io.checkpost.ingest.journal.TestJournal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Promise 4 while an old node and a new one, with other observers, share the work. */
@Timeout(60)
class RollingRestartTest {

  private static final int SUBJECTS = 8;

  private final TestDatabase store =
      TestDatabase.of(Dialect.POSTGRESQL, Map.of("checkpost.dispatch.lease", "PT1.5S"));
  private final PortalId portal = Messages.portalIn(store);
  private final TestJournal journal = new TestJournal(store, Clock.systemUTC());
  private int appended;

  @AfterEach
  void close() {
    store.close();
  }

  private void append(int messages) {
    for (int i = 0; i < messages; i++) {
      journal.append(
          portal,
          "credas",
          TestJournal.update(
              "subject-" + appended % SUBJECTS,
              CheckType.ID_DOCUMENT,
              "object-" + appended,
              Outcome.PASSED));
      appended++;
    }
  }

  private TestNode start(TestObserver... observers) throws SQLException {
    return TestNode.start(store, Clock.systemUTC(), observers);
  }

  /** Appends until so many of a query's rows are there. */
  private void appendUntil(String sql, long atLeast) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (store.number(sql) < atLeast) {
      assertThat(System.nanoTime() - end).as(sql).isNegative();
      append(SUBJECTS);
      Thread.sleep(50);
    }
  }

  private void awaitNothingLeft() throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (store.number(
            "SELECT (SELECT COUNT(*) FROM pending_dispatch)"
                + " + (SELECT COUNT(*) FROM owed_observation)")
        > 0) {
      assertThat(System.nanoTime() - end).as("something is left").isNegative();
      Thread.sleep(20);
    }
  }

  private static TestObserver sharing(String id, TestObserver other) {
    return new TestObserver(id, VerificationEvent.class, event -> false, other.taken());
  }

  /** Each subject's updates from the first that the observer was given, in order, to the last. */
  private void assertWholeFromItsFirst(TestObserver observer) {
    Map<String, List<Long>> sequences =
        observer.taken().stream()
            .map(event -> (VerificationEvent) event)
            .collect(
                groupingBy(
                    VerificationEvent::subjectId, mapping(VerificationEvent::sequence, toList())));
    assertThat(sequences).hasSize(SUBJECTS);
    sequences.forEach(
        (subject, its) ->
            assertThat(its)
                .as(subject)
                .containsExactlyElementsOf(
                    LongStream.rangeClosed(its.get(0), appended / SUBJECTS).boxed().toList()));
  }

  @Test
  void anObserverThatOnlyTheNewNodeHasMissesNothingThatTheOldOneDispatchesAfterItsFirst()
      throws Exception {
    TestObserver common = TestObserver.of("common");
    TestObserver added = TestObserver.of("added");
    TestNode before = start(common);
    appendUntil("SELECT COUNT(*) FROM observation", 1);
    TestNode after = start(sharing("common", common), added);
    appendUntil("SELECT COUNT(*) FROM owed_observation WHERE observer = 'added'", SUBJECTS);
    appendUntil("SELECT COUNT(DISTINCT owner) FROM dispatch_shard", 2);
    append(5 * SUBJECTS);
    before.close();
    append(5 * SUBJECTS);
    awaitNothingLeft();
    after.close();

    assertWholeFromItsFirst(common);
    assertThat(common.taken()).hasSize(appended);
    assertWholeFromItsFirst(added);
  }

  @Test
  void anObserverThatOnlyTheOldNodeHasMissesNothingThatTheNewOneDispatches() throws Exception {
    TestObserver common = TestObserver.of("common");
    TestObserver removed = TestObserver.of("removed");
    TestNode before = start(common, removed);
    appendUntil("SELECT COUNT(*) FROM observation", 1);
    TestNode after = start(sharing("common", common));
    appendUntil("SELECT COUNT(*) FROM owed_observation WHERE observer = 'removed'", 3);
    append(5 * SUBJECTS);
    // the roll is taken back
    after.close();
    append(SUBJECTS);
    awaitNothingLeft();
    before.close();

    assertThat(new LinkedBlockingQueue<>(removed.taken())).hasSize(appended);
    assertWholeFromItsFirst(removed);
    assertWholeFromItsFirst(common);
  }
}
