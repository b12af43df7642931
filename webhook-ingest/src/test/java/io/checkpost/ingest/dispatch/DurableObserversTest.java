package io.checkpost.ingest.dispatch;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageAccepted;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.VerificationEvent;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.dispatch.OwedObservation.State;
import io.checkpost.ingest.dispatch.RecordedProvider.Event;
import io.checkpost.ingest.journal.Messages;
import io.checkpost.ingest.journal.TestJournal;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.InvalidInput;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 4: at least once, in order, isolated. */
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(60)
class DurableObserversTest {

  private final Dialect dialect;
  private TestDatabase store;
  private PortalId portal;
  private TestJournal journal;
  private final MutableClock clock = new MutableClock(Instant.now().truncatedTo(ChronoUnit.MICROS));
  private final List<TestNode> nodes = new ArrayList<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  DurableObserversTest(Dialect dialect) {
    this.dialect = dialect;
    store = TestDatabase.of(dialect);
    portal = Messages.portalIn(store);
    journal = new TestJournal(store, clock);
  }

  @AfterEach
  void close() throws InterruptedException {
    stop();
    store.close();
  }

  private void with(Map<String, String> settings) {
    store.close();
    store = TestDatabase.of(dialect, settings);
    portal = Messages.portalIn(store);
    journal = new TestJournal(store, clock);
  }

  private TestNode start(TestObserver... observers) throws SQLException {
    return start(clock, observers);
  }

  private TestNode start(Clock its, TestObserver... observers) throws SQLException {
    TestNode node = TestNode.start(store, its, observers);
    nodes.add(node);
    return node;
  }

  private void stop() throws InterruptedException {
    for (TestNode node : nodes) {
      node.close();
    }
    nodes.clear();
  }

  /** Reports on a person's document; the object tells the messages apart. */
  private MessageId append(String subject, String object) {
    MessageId id =
        journal
            .append(
                portal,
                "credas",
                TestJournal.update(subject, CheckType.ID_DOCUMENT, object, Outcome.PASSED))
            .messageId();
    nodes.forEach(TestNode::wakeUp);
    return id;
  }

  private void advance(Duration by) {
    clock.advance(by);
    nodes.forEach(TestNode::wakeUp);
  }

  /** Fails with the objects that are named in {@link #failing}. */
  private TestObserver moody(String id) {
    return TestObserver.of(id, event -> failing.contains(event.objectId()));
  }

  private void await(String sql, long expected) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    long found = store.number(sql);
    while (found != expected) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("%s: %d and not %d".formatted(sql, found, expected));
      }
      Thread.sleep(10);
      found = store.number(sql);
    }
  }

  private void awaitOwed(String condition, long expected) throws InterruptedException {
    await("SELECT COUNT(*) FROM owed_observation WHERE " + condition, expected);
  }

  @Test
  void anObserverThatFailsThreeTimesThenWorksGetsTheEventAtItsFourthAttempt() throws Exception {
    with(Map.of("checkpost.observer.retry-first", "PT0.01S"));
    AtomicInteger calls = new AtomicInteger();
    TestObserver weak = TestObserver.of("weak", event -> calls.incrementAndGet() <= 3);
    start(Clock.systemUTC(), weak);
    append("s", "a");

    Event taken = weak.next();
    assertThat(taken.circumstances().attempt()).isEqualTo(4);
    assertThat(taken.circumstances().outOfOrder()).isFalse();
    assertThat(taken.circumstances().replay()).isFalse();
    awaitOwed("TRUE", 0);
    assertThat(calls).hasValue(4);
  }

  @Test
  void anObserverThatAlwaysFailsCostsAnotherNeitherAnEventNorItsOrder() throws Exception {
    with(
        Map.of(
            "checkpost.observer.retry-first", "PT0.005S",
            "checkpost.observer.retry-attempts", "3"));
    TestObserver broken = TestObserver.of("broken", event -> true);
    TestObserver good = TestObserver.of("good");
    TestNode node = start(Clock.systemUTC(), broken, good);
    for (int i = 0; i < 24; i++) {
      append("subject-" + i % 4, "object-" + i);
    }
    List<Event> taken = new ArrayList<>();
    while (taken.size() < 24) {
      taken.add(good.next());
    }
    taken.stream()
        .collect(groupingBy(VerificationEvent::subjectId))
        .values()
        .forEach(
            its ->
                assertThat(its)
                    .extracting(Event::sequence)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 6).boxed().toList()));
    awaitOwed("state = 'dead' AND observer = 'broken' AND attempts = 3", 24);
    assertThat(good.taken()).isEmpty();
    awaitDied(node, 24);
  }

  private static void awaitDied(TestNode node, int expected) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (node.died.size() < expected && System.nanoTime() - end < 0) {
      Thread.sleep(10);
    }
    assertThat(node.died).hasSize(expected);
  }

  @Test
  void whatComesAfterAFailedEventIsHeldForThatObserverAloneAndGivenInOrderAfterIt()
      throws Exception {
    TestObserver moody = moody("moody");
    TestObserver good = TestObserver.of("good");
    failing.add("a");
    start(moody, good);
    for (String object : List.of("a", "b", "c")) {
      append("s", object);
    }
    append("other", "d");

    assertThat(List.of(good.next(), good.next(), good.next(), good.next()))
        .extracting(Event::objectId)
        .containsSubsequence("a", "b", "c")
        .contains("d");
    assertThat(moody.next().objectId()).isEqualTo("d");
    awaitOwed("first_failed_at IS NULL AND attempts = 0", 2);
    assertThat(moody.taken()).isEmpty();

    failing.clear();
    advance(Duration.ofSeconds(1));
    assertThat(List.of(moody.next(), moody.next(), moody.next()))
        .allSatisfy(event -> assertThat(event.circumstances().outOfOrder()).isFalse())
        .extracting(Event::objectId)
        .containsExactly("a", "b", "c");
    awaitOwed("TRUE", 0);
  }

  @Test
  void whatAMessageSaysAfterAFailedUpdateOfItIsHeldToo() throws Exception {
    TestObserver moody =
        TestObserver.of(
            "moody",
            Object.class,
            event -> event instanceof Event update && failing.contains(update.objectId()));
    failing.add("a");
    start(moody);
    journal.append(
        portal,
        "credas",
        TestJournal.update("s", CheckType.ID_DOCUMENT, "a", Outcome.PASSED),
        TestJournal.update("s", CheckType.ID_DOCUMENT, "b", Outcome.PASSED));
    awaitOwed("attempts = 0", 2);

    failing.clear();
    advance(Duration.ofSeconds(1));
    assertThat(moody.next().objectId()).isEqualTo("a");
    assertThat(moody.next().objectId()).isEqualTo("b");
    awaitOwed("TRUE", 0);
    assertThat(moody.taken()).singleElement().isInstanceOf(MessageAccepted.class);
  }

  @Test
  void whenTheHoldEndsTheHeldOnesPassAndTheFailedOneIsOutOfOrder() throws Exception {
    with(
        Map.of(
            "checkpost.observer.retry-first", "PT20M",
            "checkpost.observer.order-hold", "PT15M"));
    TestObserver moody = moody("moody");
    failing.add("a");
    start(moody);
    append("s", "a");
    append("s", "b");
    awaitOwed("attempts = 0", 1);

    advance(Duration.ofMinutes(15));
    assertThat(moody.next())
        .satisfies(
            event -> {
              assertThat(event.objectId()).isEqualTo("b");
              assertThat(event.circumstances().outOfOrder()).isFalse();
            });
    awaitOwed("out_of_order AND attempts = 1", 1);
    append("s", "c");
    assertThat(moody.next().objectId()).isEqualTo("c");

    failing.clear();
    advance(Duration.ofMinutes(5));
    assertThat(moody.next())
        .satisfies(
            event -> {
              assertThat(event.objectId()).isEqualTo("a");
              assertThat(event.circumstances().outOfOrder()).isTrue();
            });
  }

  @Test
  void anEventThatComesAfterTheHoldEndedPassesAtOnceAndTheFailedOneIsOutOfOrder() throws Exception {
    with(
        Map.of(
            "checkpost.observer.retry-first", "PT20M",
            "checkpost.observer.order-hold", "PT15M"));
    TestObserver moody = moody("moody");
    failing.add("a");
    start(moody);
    append("s", "a");
    awaitOwed("attempts = 1", 1);
    advance(Duration.ofMinutes(15));
    assertThat(store.number("SELECT COUNT(*) FROM owed_observation WHERE out_of_order")).isZero();

    append("s", "b");
    assertThat(moody.next().objectId()).isEqualTo("b");
    awaitOwed("out_of_order", 1);
  }

  @Test
  void aDeadLetterReleasesWhatItHeldAndIsTold() throws Exception {
    with(
        Map.of(
            "checkpost.observer.retry-first", "PT1S",
            "checkpost.observer.retry-attempts", "2"));
    TestObserver moody = moody("moody");
    failing.add("a");
    TestNode node = start(moody);
    MessageId dead = append("s", "a");
    append("s", "b");
    awaitOwed("attempts = 0", 1);

    advance(Duration.ofSeconds(1));
    assertThat(moody.next().objectId()).isEqualTo("b");
    awaitDied(node, 1);
    assertThat(node.died.remove())
        .satisfies(
            died -> {
              assertThat(died.observerId()).isEqualTo("moody");
              assertThat(died.messageId()).isEqualTo(dead);
              assertThat(died.portalId()).isEqualTo(portal);
              assertThat(died.provider()).isEqualTo("credas");
              assertThat(died.attempts()).isEqualTo(2);
              assertThat(died.cause()).isEqualTo("java.lang.IllegalStateException");
              assertThat(died.diedAt()).isEqualTo(clock.instant());
            });
    assertThat(node.observations.list("moody", State.DEAD, 10, null).items())
        .singleElement()
        .satisfies(
            owed -> {
              assertThat(owed.messageId()).isEqualTo(dead);
              assertThat(owed.attempts()).isEqualTo(2);
              assertThat(owed.firstFailedAt()).isEqualTo(clock.instant().minusSeconds(1));
              assertThat(owed.lastFailedAt()).isEqualTo(clock.instant());
              assertThat(owed.cause()).isEqualTo("java.lang.IllegalStateException");
            });
  }

  @Test
  void holdsOutliveTheProcess() throws Exception {
    TestObserver moody = moody("moody");
    failing.add("a");
    start(moody);
    append("s", "a");
    awaitOwed("attempts = 1", 1);
    stop();
    append("s", "b");
    start(moody);
    awaitOwed("attempts = 0", 1);

    failing.clear();
    advance(Duration.ofSeconds(1));
    assertThat(moody.next().objectId()).isEqualTo("a");
    assertThat(moody.next().objectId()).isEqualTo("b");
  }

  @Test
  void anObserverThatHangsOnWhatItIsOwedHoldsBackNobodyElse() throws Exception {
    TestObserver weak = moody("weak");
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    TestObserver hanging =
        TestObserver.of("hanging", event -> calls.incrementAndGet() <= 200 || hang(release));
    failing.add("object-7");
    start(hanging, weak);
    for (int i = 0; i < 200; i++) {
      append("subject-" + i, "object-" + i);
    }
    awaitOwed("TRUE", 201);

    failing.clear();
    advance(Duration.ofSeconds(1));
    for (int i = 0; i < 200; i++) {
      weak.next();
    }
    append("subject-0", "new");
    assertThat(weak.next().objectId()).isEqualTo("new");
    // the new one waits behind the one that hangs, and no thread waits with it
    awaitOwed("attempts = 0 AND observer = 'hanging'", 1);
    release.countDown();
    awaitOwed("TRUE", 0);
  }

  private static boolean hang(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Test
  void successLeavesOneRowAMessageWhateverTheNumberOfObservers() throws Exception {
    TestObserver last = TestObserver.ofMessages("last");
    start(TestObserver.of("one"), TestObserver.of("two"), last);
    for (int i = 0; i < 50; i++) {
      append("subject-" + i % 7, "object-" + i);
    }
    await("SELECT COUNT(*) FROM observation", 50);

    assertThat(last.taken()).hasSize(50);
    assertThat(store.number("SELECT COUNT(*) FROM owed_observation")).isZero();
    assertThat(store.number("SELECT COUNT(*) FROM pending_dispatch")).isZero();
    assertThat(store.number("SELECT COUNT(*) FROM observer_set")).isEqualTo(1);
  }

  @Test
  void anObserverThatIsAddedReceivesFromThenOn() throws Exception {
    TestObserver old = TestObserver.of("old");
    start(old);
    append("s", "a");
    old.next();
    stop();

    TestObserver added = TestObserver.of("added");
    start(old, added);
    append("s", "b");
    assertThat(added.next().objectId()).isEqualTo("b");
    assertThat(old.next().objectId()).isEqualTo("b");
    assertThat(added.taken()).isEmpty();
  }

  @Test
  void whatARemovedObserverIsOwedIsParkedAndGoesOnWhenItIsBack() throws Exception {
    with(Map.of("checkpost.dispatch.lease", "PT0.3S"));
    TestObserver moody = moody("moody");
    failing.add("a");
    start(moody);
    append("s", "a");
    append("s", "b");
    awaitOwed("attempts = 0", 1);
    stop();

    TestObserver other = TestObserver.of("other");
    TestNode without = start(other);
    advance(Duration.ofHours(1));
    append("s", "c");
    assertThat(other.next().objectId()).isEqualTo("c");
    awaitParked(without, 2);
    assertThat(without.observations.list(null, State.PARKED, 10, null).items())
        .hasSize(2)
        .allSatisfy(owed -> assertThat(owed.nextAttemptAt()).isNull());
    assertThat(without.observations.list(null, State.WAITING, 10, null).items()).isEmpty();
    stop();

    failing.clear();
    start(moody, other);
    assertThat(moody.next().objectId()).isEqualTo("a");
    assertThat(moody.next().objectId()).isEqualTo("b");
    awaitOwed("TRUE", 0);
  }

  /** An observer is gone when nobody had it for a lease. */
  private static void awaitParked(TestNode node, int expected) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (parked(node) != expected && System.nanoTime() - end < 0) {
      Thread.sleep(10);
    }
    assertThat(parked(node)).isEqualTo(expected);
  }

  private static int parked(TestNode node) {
    return node.observations.observers().stream().mapToInt(ObservedState::parked).sum();
  }

  @Test
  void aReplayIsALaneOfItsOwnAndSaysWhatItIs() throws Exception {
    TestObserver moody = moody("moody");
    start(moody);
    List<MessageId> ids = new ArrayList<>();
    for (String object : List.of("a", "b", "c")) {
      ids.add(append("s", object));
      moody.next();
    }
    awaitObserved(3);
    failing.add("d");
    append("s", "d");
    awaitOwed("attempts = 1", 1);
    failing.add("a");
    replay(ids, "moody");
    awaitOwed("replayed AND attempts = 1", 1);
    failing.remove("d");
    advance(Duration.ofSeconds(1));

    // the replay that failed holds back replays, but not what is live
    assertThat(moody.next())
        .satisfies(
            event -> {
              assertThat(event.objectId()).isEqualTo("d");
              assertThat(event.circumstances().replay()).isFalse();
            });
    append("s", "e");
    assertThat(moody.next().objectId()).isEqualTo("e");

    failing.clear();
    advance(Duration.ofSeconds(2));
    assertThat(List.of(moody.next(), moody.next(), moody.next()))
        .allSatisfy(event -> assertThat(event.circumstances().replay()).isTrue())
        .extracting(Event::objectId)
        .containsExactly("a", "b", "c");
    awaitOwed("TRUE", 0);
  }

  private void awaitObserved(long messages) throws InterruptedException {
    await("SELECT COUNT(*) FROM observation", messages);
  }

  private void replay(List<MessageId> ids, String observer) {
    UUID replay = UUID.randomUUID();
    long position = 0;
    for (MessageId id : ids) {
      store.execute(
          """
          INSERT INTO owed_observation (message_id, ordinal, observer, position, portal_id,
            subject_id, shard, attempts, due_at, replay_id)
          SELECT m.id, 0, ?, ?, m.portal_id, m.subject_id, 0, 0, ?, ? FROM message m
          WHERE m.id = ?""",
          observer,
          position++,
          clock.instant().atOffset(java.time.ZoneOffset.UTC),
          replay,
          id.value());
    }
  }

  @Test
  void asynchronousObserversGetEachEventOnceAlsoWhenAnotherFails() throws Exception {
    TestObserver moody = moody("moody");
    failing.add("a");
    TestNode node = start(moody);
    append("s", "a");
    awaitOwed("attempts = 1", 1);
    failing.clear();
    advance(Duration.ofSeconds(1));
    moody.next();
    awaitOwed("TRUE", 0);

    assertThat(node.asynchronous)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactlyInAnyOrder("Event", "MessageAccepted");
  }

  @Test
  void aDeadLetterIsTriedAgainWhenAPersonSaysSoAndHoldsNobody() throws Exception {
    with(Map.of("checkpost.observer.retry-attempts", "1"));
    TestObserver moody = moody("moody");
    failing.add("a");
    TestNode node = start(moody);
    MessageId first = append("s", "a");
    awaitOwed("state = 'dead'", 1);
    clock.advance(Duration.ofMillis(1));
    append("s", "b");
    assertThat(moody.next().objectId()).isEqualTo("b");

    assertThat(
            node.observations.retry(
                "moody", MessageId.of(UUID.randomUUID().toString()), State.DEAD))
        .isZero();
    failing.clear();
    assertThat(node.observations.retry("moody", first, State.DEAD)).isEqualTo(1);
    assertThat(moody.next())
        .satisfies(
            event -> {
              assertThat(event.objectId()).isEqualTo("a");
              assertThat(event.circumstances().attempt()).isEqualTo(1);
              assertThat(event.circumstances().outOfOrder()).isTrue();
            });
    awaitOwed("TRUE", 0);
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> node.observations.retry("nobody", null, State.DEAD));
  }

  @Test
  void whatAPersonClosesIsKeptAndReleasesWhatItHeld() throws Exception {
    TestObserver moody = moody("moody");
    failing.add("a");
    TestNode node = start(moody);
    MessageId failed = append("s", "a");
    append("s", "b");
    awaitOwed("attempts = 0", 1);

    assertThat(node.observations.close("moody", null, State.PARKED)).isZero();
    assertThat(node.observations.close("moody", failed, State.WAITING)).isEqualTo(1);
    assertThat(moody.next().objectId()).isEqualTo("b");
    awaitOwed("state = 'closed'", 1);
    advance(Duration.ofHours(2));
    append("s", "c");
    assertThat(moody.next().objectId()).isEqualTo("c");
    assertThat(node.observations.list("moody", State.CLOSED, 10, null).items()).hasSize(1);
  }

  @Test
  void whatObserversAreOwedIsListedNewestFirstWithoutGapsOrRepeats() throws Exception {
    TestNode node =
        start(TestObserver.of("one", event -> true), TestObserver.of("two", event -> true));
    for (int i = 0; i < 25; i++) {
      append("subject-" + i, "object-" + i);
      clock.advance(Duration.ofMillis(5));
    }
    awaitOwed("state = 'waiting'", 50);
    store.execute("UPDATE owed_observation SET state = 'dead' WHERE observer = 'two'");

    List<OwedObservation> listed = new ArrayList<>();
    String cursor = null;
    do {
      Page<OwedObservation> page = node.observations.list(null, null, 7, cursor);
      listed.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    assertThat(listed).hasSize(50);
    assertThat(new HashSet<>(listed)).hasSize(50);
    assertThat(listed)
        .extracting(owed -> owed.messageId().toString())
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    List<OwedObservation> back = new ArrayList<>();
    cursor = listed.get(49).place();
    do {
      Page<OwedObservation> page = node.observations.listNewer(null, null, 7, cursor);
      back.addAll(0, page.items());
      cursor = page.items().get(0).place();
    } while (back.size() < 49);
    assertThat(back).isEqualTo(listed.subList(0, 49));
    assertThat(node.observations.listNewer(null, null, 7, cursor).items()).isEmpty();
    assertThat(node.observations.listNewer(null, null, 7, listed.get(1).place()).next()).isNull();
    assertThat(node.observations.observers())
        .extracting(ObservedState::id, ObservedState::waiting, ObservedState::dead)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one", 25, 0),
            org.assertj.core.groups.Tuple.tuple("two", 0, 25));
    assertThat(node.observations.close("two", null, State.DEAD)).isEqualTo(25);
  }

  @Test
  void aPausedPortalsRetriesWait() throws Exception {
    TestObserver moody = moody("moody");
    failing.add("a");
    start(moody);
    append("s", "a");
    awaitOwed("attempts = 1", 1);
    failing.clear();
    store.execute("UPDATE portal SET paused = TRUE");
    // later than what the directory of portals trusts
    advance(Duration.ofSeconds(2));
    awaitOwed(
        "attempts = 1 AND due_at > TIMESTAMP WITH TIME ZONE '%s'"
            .formatted(clock.instant().plusSeconds(30)),
        1);
    assertThat(moody.taken()).isEmpty();

    store.execute("UPDATE portal SET paused = FALSE");
    advance(Duration.ofMinutes(2));
    assertThat(moody.next().objectId()).isEqualTo("a");
  }
}
