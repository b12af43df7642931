package io.checkpost.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.CheckType;
import io.checkpost.api.MessageAccepted;
import io.checkpost.api.MessageId;
import io.checkpost.api.MessageQuarantined;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.credas.RightToRentUpdate;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.check.TestChecks;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.dispatch.PlannedCalls;
import io.checkpost.ingest.dispatch.TestPlannedCalls;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.journal.Envelope;
import io.checkpost.ingest.journal.JournalStore;
import io.checkpost.ingest.journal.Lane;
import io.checkpost.ingest.journal.ReceivedMessage;
import io.checkpost.ingest.journal.Reinterpretation;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.TestFilter;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ReplaysTest {

  private static final String ADA = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
  private static final String BOB = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  private static final Map<String, Class<?>> OBSERVERS =
      Map.of(
          "all", VerificationEvent.class,
          "rent", RightToRentUpdate.class,
          "messages", MessageAccepted.class,
          "quarantine", MessageQuarantined.class);

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final Providers providers = TestPortals.providers();
  private final Portals portals;
  private final JournalStore journal;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Node node;
  private final PortalId portal;

  ReplaysTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    portals = TestPortals.over(store, clock);
    journal = new JournalStore(store.database(), store.keyset(), new BlindIndex(store.keyset()));
    portal = portals.create("credas", null, PortalSettings.named("Acme")).portal().id();
    node = new Node(OBSERVERS);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** What one process has. */
  private final class Node {

    private final ReplayStore jobs = new ReplayStore(store.database(), store.settings(), clock);
    private final Replays replays;
    private final ReplayRunner runner;

    Node(Map<String, Class<?>> observers) {
      PlannedCalls planned = TestPlannedCalls.of(store, providers, observers);
      ObserveStep observe = new ObserveStep(jobs, planned, clock);
      ReinterpretStep reinterpret =
          new ReinterpretStep(
              store.database(),
              jobs,
              new Reinterpretation(
                  store.database(), store.keyset(), new BlindIndex(store.keyset()), clock),
              providers,
              TestPortals.directory(store, clock),
              planned,
              clock);
      replays =
          new Replays(
              store.database(),
              store.entities(),
              jobs,
              observe,
              reinterpret,
              TestChecks.subjects(store),
              planned,
              store.settings(),
              clock);
      runner =
          new ReplayRunner(
              store.database(),
              jobs,
              observe,
              reinterpret,
              new LiveTraffic(
                  store.database(), TestPortals.directory(store, clock), store.settings(), clock),
              meters);
    }

    Replay run(Replay made) throws SQLException {
      for (int rounds = 0; rounds < 1000; rounds++) {
        runner.round();
        Replay replay = replays.find(made.id()).orElseThrow();
        if (replay.finishedAt() != null) {
          return replay;
        }
      }
      throw new AssertionError("not finished: " + replays.find(made.id()));
    }
  }

  private static String body(int type, String subject, int object, int status) {
    return """
        {"UpdateType":%d,"Payload":{"Id":%d,"Status":%d,"EntityId":"%s",\
        "ClientId":"a6beec64-5007-45b4-b49d-f4d17c99efee"}}"""
        .formatted(type, object, status, subject);
  }

  private UUID receive(PortalId at, String body) throws SQLException {
    return receive(
        at,
        body,
        providers.interpret(
            "credas", new WebhookRequest(body.getBytes(UTF_8), Map.of(), Map.of())));
  }

  private UUID receive(PortalId at, String body, Interpretation interpretation)
      throws SQLException {
    clock.advance(Duration.ofSeconds(1));
    Instant now = clock.instant();
    ReceivedMessage message =
        new ReceivedMessage(
            new MessageId(TimeOrderedId.next(now)),
            at,
            "credas",
            now,
            body.getBytes(UTF_8),
            new Envelope("5ha", Map.of(), "192.0.2.1", null, null),
            interpretation);
    return journal.append(List.of(message)).get(0).messageId().value();
  }

  /** As if everything that was received had been observed meanwhile. */
  private void observed() {
    store.execute("DELETE FROM pending_dispatch");
    clock.advance(Duration.ofSeconds(1));
  }

  private static ReplayRequest observe(MessageFilter filter, @Nullable String observer) {
    return new ReplayRequest(ReplayKind.OBSERVE, filter, observer, Replays.HIGHEST_RATE);
  }

  private static ReplayRequest reinterpret(MessageFilter filter) {
    return new ReplayRequest(ReplayKind.REINTERPRET, filter, null, Replays.HIGHEST_RATE);
  }

  private List<String> owed() throws SQLException {
    return store.column(
        """
        SELECT message_id || ' ' || observer || ' ' || ordinal FROM owed_observation
        ORDER BY position, ordinal, observer""");
  }

  private static String call(UUID message, String observer, int ordinal) {
    return message + " " + observer + " " + ordinal;
  }

  @Test
  void eachEventOfEachMessageIsOwedToEachObserverOfItsTypeInTheOrderOfArrival()
      throws SQLException {
    UUID rent = receive(portal, body(7, ADA, 1, 3));
    UUID work = receive(portal, body(8, BOB, 2, 3));
    receive(portal, body(7, ADA, 1, 3));
    UUID unknown = receive(portal, body(12, ADA, 3, 3));
    observed();

    ReplayRequest request = observe(MessageFilter.EVERYTHING, null);
    Estimate estimate = node.replays.estimate(request);
    Replay replay = node.run(node.replays.create(request, "key:test"));

    assertThat(owed())
        .containsExactly(
            call(rent, "all", 0),
            call(rent, "rent", 0),
            call(rent, "messages", PlannedCalls.MESSAGE_EVENT),
            call(work, "all", 0),
            call(work, "messages", PlannedCalls.MESSAGE_EVENT),
            call(unknown, "quarantine", PlannedCalls.MESSAGE_EVENT));
    assertThat(estimate).isEqualTo(new Estimate(3, 6, false));
    assertThat(replay.state()).isEqualTo(ReplayState.FINISHED);
    assertThat(replay.counted()).isEqualTo(3);
    assertThat(replay.done()).isEqualTo(3);
    assertThat(replay.skipped() + replay.failed()).isZero();
    assertThat(replay.createdBy()).isEqualTo("key:test");
    assertThat(
            store.column(
                "SELECT DISTINCT state || ' ' || attempts || ' ' || replay_id"
                    + " FROM owed_observation WHERE failed_at IS NULL AND cause IS NULL"))
        .containsExactly("waiting 0 " + replay.id());
    assertThat(meters.counter("checkpost.replay.messages", "kind", "observe", "outcome", "done"))
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(3));
  }

  @Test
  void aNodeThatIsStartedWorksByItselfAndLeavesAReplayToOthersWhenItEnds() throws Exception {
    for (int i = 0; i < 30; i++) {
      receive(portal, body(7, ADA, i, 3));
    }
    observed();
    ReplayRequest slow = new ReplayRequest(ReplayKind.OBSERVE, MessageFilter.EVERYTHING, null, 1);
    Replay made = node.replays.create(slow, "key:test");

    node.runner.start(Thread::new);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (node.replays.find(made.id()).orElseThrow().done() == 0) {
      assertThat(System.nanoTime() - end).as("nothing is done").isNegative();
    }
    node.runner.close(Duration.ofSeconds(20));

    assertThat(store.column("SELECT state || ' ' || COALESCE(owner, id) FROM replay"))
        .containsExactly("running " + made.id());
  }

  @Test
  void aRowIsInTheShardOfItsSubject() throws SQLException {
    UUID message = receive(portal, body(7, ADA, 1, 3));
    observed();
    node.run(node.replays.create(observe(MessageFilter.EVERYTHING, "all"), "key:test"));

    UUID subject = UUID.fromString(store.column("SELECT id FROM subject").get(0));
    assertThat(store.column("SELECT shard || ' ' || subject_id FROM owed_observation"))
        .containsExactly(Lane.of(message, subject).shard() + " " + subject);
  }

  @Test
  void oneObserverCanBeAskedForAndMustBeThere() throws SQLException {
    receive(portal, body(8, ADA, 2, 3));
    UUID rent = receive(portal, body(7, ADA, 1, 3));
    observed();

    Replay replay =
        node.run(node.replays.create(observe(MessageFilter.EVERYTHING, "rent"), "key:test"));

    assertThat(owed()).containsExactly(call(rent, "rent", 0));
    assertThat(replay.done()).isEqualTo(1);
    assertThat(replay.skipped()).isEqualTo(1);
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(
            () -> node.replays.create(observe(MessageFilter.EVERYTHING, "nobody"), "key:test"))
        .satisfies(invalid -> assertThat(invalid.field()).isEqualTo("observer"));
  }

  private ReplayRequest chosen(ReplayKind kind, MessageFilter filter, UUID... messages) {
    return new ReplayRequest(
        kind,
        Stream.of(messages).map(MessageId::new).collect(Collectors.toSet()),
        filter,
        null,
        Replays.HIGHEST_RATE);
  }

  @Test
  void messagesCanBeChosenOneByOneAndNoOthersJoin() throws SQLException {
    UUID first = receive(portal, body(7, ADA, 1, 3));
    receive(portal, body(8, BOB, 2, 3));
    UUID duplicate = receive(portal, body(7, ADA, 1, 3));
    UUID last = receive(portal, body(8, ADA, 3, 3));
    observed();

    ReplayRequest request =
        chosen(
            ReplayKind.OBSERVE,
            MessageFilter.EVERYTHING,
            last,
            first,
            duplicate,
            UUID.randomUUID());
    Estimate estimate = node.replays.estimate(request);
    Replay replay = node.run(node.replays.create(request, "key:test"));

    assertThat(estimate.messages()).isEqualTo(2);
    assertThat(replay.chosen()).isEqualTo(4);
    assertThat(replay.counted()).isEqualTo(2);
    assertThat(replay.done()).isEqualTo(2);
    assertThat(store.column("SELECT DISTINCT message_id FROM owed_observation"))
        .containsExactlyInAnyOrder(first.toString(), last.toString());
  }

  @Test
  void ofChosenMessagesAFilterLeavesSomeAndOneIsThatOne() throws SQLException {
    UUID ada = receive(portal, body(7, ADA, 1, 3));
    UUID bob = receive(portal, body(7, BOB, 2, 3));
    UUID unknown = receive(portal, body(12, ADA, 3, 3));
    observed();

    Replay one =
        node.run(
            node.replays.create(
                chosen(ReplayKind.OBSERVE, MessageFilter.EVERYTHING, bob), "key:test"));
    assertThat(one.message()).isEqualTo(new MessageId(bob));
    assertThat(one.chosen()).isNull();
    assertThat(one.done()).isEqualTo(1);

    MessageFilter ofAda = TestFilter.with(f -> f.subject = ADA);
    assertThat(
            node.replays.estimate(chosen(ReplayKind.OBSERVE, ofAda, ada, bob, unknown)).messages())
        .isEqualTo(2);
    Replay reread =
        node.run(
            node.replays.create(
                chosen(ReplayKind.REINTERPRET, MessageFilter.EVERYTHING, ada, bob, unknown),
                "key:test"));
    assertThat(reread.counted()).isEqualTo(1);
    assertThat(reread.skipped()).isEqualTo(1);
  }

  @Test
  void moreMessagesThanAnybodyChoosesAreRefused() {
    UUID[] many =
        Stream.generate(UUID::randomUUID).limit(Replays.MOST_CHOSEN + 1).toArray(UUID[]::new);

    assertRefused(chosen(ReplayKind.OBSERVE, MessageFilter.EVERYTHING, many), "filter.messages");
  }

  @Test
  void aReplayForAnObserverThatIsGoneFailsWithThatReason() throws SQLException {
    receive(portal, body(7, ADA, 1, 3));
    observed();
    Replay made = node.replays.create(observe(MessageFilter.EVERYTHING, "rent"), "key:test");

    Replay replay = new Node(Map.of()).run(made);

    assertThat(replay.state()).isEqualTo(ReplayState.FAILED);
    assertThat(replay.reason()).isEqualTo("observer rent is not deployed");
  }

  @Test
  void whatIsOwedAlreadyIsLeftAndWhatWasGivenUpBeginsAnew() throws SQLException {
    UUID message = receive(portal, body(7, ADA, 1, 3));
    observed();
    String columns =
        "INSERT INTO owed_observation (message_id, ordinal, observer, position, portal_id, shard,"
            + " attempts, failed_at, cause, state) VALUES (?, 0, ?, 1, ?, 0, ?, CURRENT_TIMESTAMP,"
            + " 'java.lang.Error', ?)";
    store.execute(columns, message, "all", portal.value(), 3, "waiting");
    store.execute(columns, message, "rent", portal.value(), 12, "dead");

    Replay replay =
        node.run(node.replays.create(observe(MessageFilter.EVERYTHING, null), "key:test"));

    assertThat(
            store.column(
                "SELECT observer || ' ' || state || ' ' || attempts || ' '"
                    + " || COALESCE(cause, 'no cause') || ' '"
                    + " || COALESCE(CAST(replay_id AS VARCHAR), 'no replay')"
                    + " FROM owed_observation ORDER BY observer"))
        .containsExactly(
            "all waiting 3 java.lang.Error no replay",
            "messages waiting 0 no cause " + replay.id(),
            "rent waiting 0 no cause " + replay.id());
  }

  @Test
  void whatCannotBeReadAndWhatWasErasedStopsNobody() throws SQLException {
    receive(portal, body(7, ADA, 1, 3));
    receive(portal, body(7, BOB, 2, 3));
    store.execute(
        "DELETE FROM data_key WHERE id = (SELECT key_id FROM subject ORDER BY id LIMIT 1)");
    store.execute(
        "UPDATE check_update SET sealed_content = ? WHERE subject_id ="
            + " (SELECT id FROM subject WHERE key_id IN (SELECT id FROM data_key))",
        new byte[] {1, 2, 3});
    UUID whole = receive(portal, body(7, "9811e0dc-7bbb-4fdf-be96-b8c7c105080f", 3, 3));
    observed();

    Replay replay =
        node.run(node.replays.create(observe(MessageFilter.EVERYTHING, "all"), "key:test"));

    assertThat(replay.state()).isEqualTo(ReplayState.FINISHED);
    assertThat(List.of(replay.done(), replay.skipped(), replay.failed()))
        .containsExactly(1L, 1L, 1L);
    assertThat(owed()).containsExactly(call(whole, "all", 0));
  }

  @Test
  void whateverNodeGoesOnNothingIsLeftOutAndNothingComesTwice() throws SQLException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      expected.add(call(receive(portal, body(7, ADA, i, 3)), "all", 0));
    }
    observed();
    Replay made = node.replays.create(observe(MessageFilter.EVERYTHING, "all"), "key:test");
    node.runner.round();
    node.runner.round();
    assertThat(owed()).hasSize(100);

    Node other = new Node(OBSERVERS);
    other.runner.round();
    assertThat(owed()).as("while the first node's lease runs").hasSize(100);

    store.execute(
        "UPDATE replay SET lease_until = ?",
        clock.instant().atOffset(java.time.ZoneOffset.UTC).minusYears(5));
    Replay replay = other.run(made);
    assertThat(node.runner.round()).isNotNull();

    assertThat(owed()).containsExactlyElementsOf(expected);
    assertThat(replay.done()).isEqualTo(250);
    assertThat(replay.counted()).isEqualTo(250);
  }

  @Test
  void whatIsReceivedAfterAReplayWasMadeDoesNotJoin() throws SQLException {
    UUID before = receive(portal, body(7, ADA, 1, 3));
    observed();
    Replay made = node.replays.create(observe(MessageFilter.EVERYTHING, "all"), "key:test");
    receive(portal, body(7, ADA, 2, 3));
    observed();

    node.run(made);

    assertThat(owed()).containsExactly(call(before, "all", 0));
    assertThat(made.filter().to()).isBefore(clock.instant());
  }

  @Test
  void aPersonStopsAReplayLetsItGoOnAndEndsIt() throws SQLException {
    receive(portal, body(7, ADA, 1, 3));
    observed();
    UUID id = node.replays.create(observe(MessageFilter.EVERYTHING, "all"), "key:test").id();

    assertThat(node.replays.pause(id).orElseThrow().state()).isEqualTo(ReplayState.PAUSED);
    node.runner.round();
    assertThat(owed()).isEmpty();
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> node.replays.pause(id))
        .withMessage("The replay is paused and cannot be paused.");
    assertThat(node.replays.resume(id).orElseThrow().state()).isEqualTo(ReplayState.COUNTING);
    assertThat(node.replays.cancel(id).orElseThrow().state()).isEqualTo(ReplayState.CANCELLED);
    node.runner.round();
    assertThat(owed()).isEmpty();
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> node.replays.cancel(id));
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> node.replays.resume(id));
    assertThat(node.replays.cancel(UUID.randomUUID())).isEmpty();
  }

  @Test
  void aReplayWaitsWhileWhatWasJustReceivedHasToWait() throws SQLException {
    receive(portal, body(7, ADA, 1, 3));
    observed();
    Replay made = node.replays.create(observe(MessageFilter.EVERYTHING, "all"), "key:test");
    receive(portal, body(7, ADA, 2, 3));
    clock.advance(Duration.ofSeconds(3));

    node.runner.round();
    node.runner.round();
    assertThat(owed()).isEmpty();

    store.execute("UPDATE portal SET paused = TRUE");
    clock.advance(Duration.ofSeconds(3));
    assertThat(node.run(made).done()).as("a paused portal's may wait").isEqualTo(1);
  }

  @Test
  void aReplayGoesNoFasterThanItShall() throws SQLException {
    for (int i = 0; i < 5; i++) {
      receive(portal, body(7, ADA, i, 3));
    }
    observed();
    node.replays.create(
        new ReplayRequest(ReplayKind.OBSERVE, MessageFilter.EVERYTHING, "all", 1), "key:test");
    node.runner.round();

    Duration rest = node.runner.round();
    node.runner.round();

    assertThat(owed()).hasSize(1);
    assertThat(rest).isPositive();
  }

  @Test
  void oneMessageIsReplayedUnlessItHasNoEvents() throws SQLException {
    UUID message = receive(portal, body(7, ADA, 1, 3));
    UUID duplicate = receive(portal, body(7, ADA, 1, 3));
    receive(portal, body(7, ADA, 2, 3));
    observed();

    Replay made =
        node.replays.createForMessage(new MessageId(message), null, "key:test").orElseThrow();
    Replay replay = node.run(made);

    assertThat(made.message()).isEqualTo(new MessageId(message));
    assertThat(replay.done()).isEqualTo(1);
    assertThat(owed())
        .containsExactly(
            call(message, "all", 0),
            call(message, "rent", 0),
            call(message, "messages", PlannedCalls.MESSAGE_EVENT));
    assertThat(node.replays.createForMessage(new MessageId(UUID.randomUUID()), null, "x"))
        .isEmpty();
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> node.replays.createForMessage(new MessageId(duplicate), null, "x"))
        .withMessageContaining("duplicate");
    store.execute("DELETE FROM data_key");
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> node.replays.createForMessage(new MessageId(message), null, "x"))
        .withMessageContaining("erased");
  }

  @Test
  void replaysAreListedPageByPageWithThePersonTheyAreAbout() throws SQLException {
    receive(portal, body(7, ADA, 1, 3));
    observed();
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofSeconds(1));
      String subject = i == 1 ? ADA : null;
      MessageFilter filter = TestFilter.with(f -> f.subject = subject);
      made.add(0, node.replays.create(observe(filter, null), "key:test").id());
    }

    Page<Replay> first = node.replays.list(2, null);
    Page<Replay> second = node.replays.list(2, first.next());

    assertThat(first.items()).extracting(Replay::id).containsExactly(made.get(0), made.get(1));
    assertThat(second.items()).extracting(Replay::id).containsExactly(made.get(2));
    assertThat(second.next()).isNull();
    Replay last = second.items().get(0);
    String place = new Cursor(last.createdAt(), last.id()).toString();
    assertThat(node.replays.listNewer(2, place)).isEqualTo(new Page<>(first.items(), null));
    assertThat(node.replays.listNewer(1, place).items()).containsExactly(first.items().get(1));
    assertThat(node.replays.listNewer(1, place).next()).isNotNull();
    assertThat(first.items().get(1).filter().subject()).isEqualTo(ADA);
    assertThat(first.items().get(0).filter().subject()).isNull();
    assertThat(store.column("SELECT COUNT(*) FROM replay_subject")).containsExactly("1");
    store.execute("DELETE FROM data_key");
    assertThat(node.replays.find(made.get(1)).orElseThrow().filter().subject())
        .isEqualTo(Replay.ERASED);
  }

  @Test
  void whatMakesNoSenseIsRefusedWithItsField() {
    assertRefused(
        observe(TestFilter.with(f -> f.disposition = Disposition.DUPLICATE), null),
        "filter.disposition");
    assertRefused(observe(TestFilter.with(f -> f.subject = BOB), null), "filter.subject");
    assertRefused(
        new ReplayRequest(ReplayKind.REINTERPRET, MessageFilter.EVERYTHING, "all", null),
        "observer");
    assertRefused(
        new ReplayRequest(ReplayKind.OBSERVE, MessageFilter.EVERYTHING, null, 0), "ratePerSecond");
    assertRefused(
        new ReplayRequest(ReplayKind.OBSERVE, MessageFilter.EVERYTHING, null, 10_001),
        "ratePerSecond");
  }

  private void assertRefused(ReplayRequest request, String field) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> node.replays.create(request, "key:test"))
        .satisfies(
            invalid -> {
              assertThat(invalid.field()).isEqualTo(field);
              assertThat(invalid.getMessage()).doesNotContain(BOB);
            });
    assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> node.replays.estimate(request));
  }

  /** A message as a filter sees it. */
  private record Sent(
      UUID id, PortalId at, String subject, CheckType type, Outcome outcome, Instant when) {}

  @Test
  void aFilterSelectsWhatItSaysAndNothingElse() throws SQLException {
    Random random = new Random(7);
    PortalId second = portals.create("credas", null, PortalSettings.named("Beta")).portal().id();
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      PortalId at = random.nextBoolean() ? portal : second;
      String subject = random.nextBoolean() ? ADA : BOB;
      int type = 7 + random.nextInt(2);
      int status = random.nextBoolean() ? 3 : 1;
      UUID id = receive(at, body(type, subject, i, status));
      sent.add(
          new Sent(
              id,
              at,
              subject,
              type == 7 ? CheckType.RIGHT_TO_RENT : CheckType.RIGHT_TO_WORK,
              status == 3 ? Outcome.REVIEW : Outcome.PASSED,
              clock.instant()));
    }
    observed();
    for (int i = 0; i < 40; i++) {
      MessageFilter filter = anyFilter(random, second, sent);
      store.execute("DELETE FROM owed_observation");
      node.run(node.replays.create(observe(filter, "all"), "key:test"));

      assertThat(owed())
          .as("filter %d", i)
          .containsExactlyElementsOf(
              sent.stream()
                  .filter(each -> selects(filter, each))
                  .map(each -> call(each.id, "all", 0))
                  .toList());
    }
  }

  private static <T> @Nullable T perhaps(Random random, T value) {
    return random.nextInt(3) == 0 ? value : null;
  }

  private static MessageFilter anyFilter(Random random, PortalId portal, List<Sent> sent) {
    Instant from = sent.get(random.nextInt(sent.size())).when;
    Instant to = sent.get(random.nextInt(sent.size())).when;
    return new MessageFilter(
        perhaps(random, portal),
        perhaps(random, "credas"),
        perhaps(random, Disposition.ACCEPTED),
        perhaps(random, CheckType.RIGHT_TO_RENT),
        perhaps(random, Outcome.REVIEW),
        perhaps(random, ADA.toUpperCase(java.util.Locale.ROOT)),
        null,
        null,
        perhaps(random, from),
        perhaps(random, to));
  }

  private static boolean selects(MessageFilter filter, Sent message) {
    return (filter.portal() == null || filter.portal().equals(message.at))
        && (filter.checkType() == null || filter.checkType().equals(message.type))
        && (filter.outcome() == null || filter.outcome() == message.outcome)
        && (filter.subject() == null || filter.subject().equalsIgnoreCase(message.subject))
        && (filter.from() == null || !message.when.isBefore(filter.from()))
        && (filter.to() == null || message.when.isBefore(filter.to()));
  }

  @Test
  void aCodeListThatWasChosenLaterIsAppliedToWhatWasNotConfirmed() throws SQLException {
    UUID rent = receive(portal, body(7, ADA, 1, 4));
    UUID confirmed = receive(portal, body(7, ADA, 2, 3));
    observed();
    portals.patch(
        portal, settings -> settings.withCodeLists(Map.of("right_to_rent", "verification-result")));
    ReplayRequest request = reinterpret(TestFilter.with(f -> f.portal = portal));

    assertThat(node.replays.estimate(request)).isEqualTo(new Estimate(1, 1, false));
    Replay replay = node.run(node.replays.create(request, "key:test"));

    assertThat(replay.counted()).isEqualTo(1);
    assertThat(replay.done()).isEqualTo(1);
    assertThat(outcomes(rent, confirmed)).containsExactly("passed", "review");
    assertThat(store.column("SELECT outcome FROM check_state ORDER BY message_id"))
        .containsExactly("passed", "review");
    assertThat(owed())
        .containsExactly(
            call(rent, "all", 0),
            call(rent, "rent", 0),
            call(rent, "messages", PlannedCalls.MESSAGE_EVENT));
  }

  @Test
  void oneMessageIsReadAgainWhereThereIsSomethingToUnderstand() throws SQLException {
    UUID rent = receive(portal, body(7, ADA, 1, 4));
    UUID other = receive(portal, body(7, ADA, 2, 4));
    UUID confirmed = receive(portal, body(7, ADA, 3, 3));
    observed();
    portals.patch(
        portal, settings -> settings.withCodeLists(Map.of("right_to_rent", "verification-result")));

    Replay replay =
        node.run(node.replays.createToReread(new MessageId(rent), "key:test").orElseThrow());

    assertThat(replay.done()).isEqualTo(1);
    assertThat(outcomes(rent, other)).containsExactly("passed", "unconfirmed");
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> node.replays.createToReread(new MessageId(confirmed), "x"))
        .withMessageContaining("not in quarantine");
    assertThat(node.replays.createToReread(new MessageId(UUID.randomUUID()), "x")).isEmpty();
    store.execute("DELETE FROM data_key");
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> node.replays.createToReread(new MessageId(other), "x"))
        .withMessageContaining("erased");
  }

  private List<String> outcomes(UUID... messages) throws SQLException {
    List<String> outcomes = new ArrayList<>();
    for (UUID message : messages) {
      outcomes.addAll(
          store.column(
              "SELECT outcome FROM check_update WHERE message_id = '%s'".formatted(message)));
    }
    return outcomes;
  }

  @Test
  void theOtherListReadsTheSameNumberAsAFailure() throws SQLException {
    UUID work = receive(portal, body(8, ADA, 1, 4));
    observed();
    portals.patch(
        portal, settings -> settings.withCodeLists(Map.of("right_to_work", "active-checks")));

    node.run(node.replays.create(reinterpret(MessageFilter.EVERYTHING), "key:test"));

    assertThat(outcomes(work)).containsExactly("failed");
  }

  @Test
  void whatAnOlderReaderDidNotKnowIsUnderstoodAndObservedAsAReplay() throws SQLException {
    UUID unknown =
        receive(
            portal,
            body(7, ADA, 1, 3),
            new Interpretation.Quarantined("unrecognised_type", "UpdateType is 7.", ADA));
    store.execute(
        "INSERT INTO observation (message_id, observer_set_id, observed_at)"
            + " VALUES (?, ?, CURRENT_TIMESTAMP)",
        unknown,
        UUID.randomUUID());
    observed();

    Replay replay =
        node.run(node.replays.create(reinterpret(MessageFilter.EVERYTHING), "key:test"));

    assertThat(replay.done()).isEqualTo(1);
    assertThat(store.column("SELECT disposition FROM message")).containsExactly("accepted");
    assertThat(store.column("SELECT message_id || ' ' || replay_id FROM pending_dispatch"))
        .containsExactly(unknown + " " + replay.id());
    assertThat(store.column("SELECT message_id FROM observation"))
        .as("it waits for its observers anew")
        .isEmpty();
  }

  @Test
  void whatWasReadAgainIsNotReadDifferentlyTheNextTime() throws SQLException {
    receive(portal, body(7, ADA, 1, 3), new Interpretation.Quarantined("reader_failed", "", null));
    receive(portal, body(7, ADA, 2, 4));
    receive(portal, "no JSON");
    observed();
    portals.patch(
        portal, settings -> settings.withCodeLists(Map.of("right_to_rent", "verification-result")));

    Replay first = node.run(node.replays.create(reinterpret(MessageFilter.EVERYTHING), "key:test"));
    observed();
    Replay second =
        node.run(node.replays.create(reinterpret(MessageFilter.EVERYTHING), "key:test"));

    assertThat(List.of(first.done(), first.skipped(), first.failed())).containsExactly(2L, 1L, 0L);
    assertThat(List.of(second.done(), second.skipped(), second.failed()))
        .containsExactly(0L, 1L, 0L);
  }

  @Test
  void aMessageThatCannotBeReadAgainStopsNobody() throws SQLException {
    UUID broken = receive(portal, body(7, ADA, 1, 4));
    UUID whole = receive(portal, body(7, ADA, 2, 4));
    store.execute(
        "UPDATE check_update SET sealed_content = ? WHERE message_id = ?",
        new byte[] {1, 2, 3},
        broken);
    observed();
    portals.patch(
        portal, settings -> settings.withCodeLists(Map.of("right_to_rent", "verification-result")));

    Replay replay =
        node.run(node.replays.create(reinterpret(MessageFilter.EVERYTHING), "key:test"));

    assertThat(replay.state()).isEqualTo(ReplayState.FINISHED);
    assertThat(List.of(replay.done(), replay.skipped(), replay.failed()))
        .containsExactly(1L, 0L, 1L);
    assertThat(outcomes(broken, whole)).containsExactly("unconfirmed", "passed");
  }
}
