package io.checkpost.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.Certainty;
import io.checkpost.api.CheckType;
import io.checkpost.api.MessageAccepted;
import io.checkpost.api.MessageQuarantined;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.dispatch.RecordedProvider.Event;
import io.checkpost.ingest.journal.Journal;
import io.checkpost.ingest.journal.JournalStore;
import io.checkpost.ingest.journal.Messages;
import io.checkpost.ingest.journal.ReceivedMessage;
import io.checkpost.ingest.portal.PortalDirectory;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.provider.Providers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class DispatcherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestDatabase database;
  private final PortalId portal;
  private final Messages messages;
  private final Journal journal;
  private final BlockingQueue<Object> observed = new LinkedBlockingQueue<>();
  private @Nullable Dispatcher dispatcher;

  DispatcherTest(Dialect dialect) {
    database = TestDatabase.of(dialect);
    portal = Messages.portalIn(database);
    messages = new Messages(portal);
    KeysetInForce keyset = database.keyset();
    journal =
        new Journal(
            new JournalStore(database.database(), keyset, new BlindIndex(keyset)),
            database.database(),
            database.settings(),
            new SimpleMeterRegistry());
    journal.start(Thread::new);
  }

  @AfterEach
  void close() throws InterruptedException {
    journal.close(PATIENCE);
    stop();
    database.close();
  }

  private void start(Function<Object, List<Observer>> observers) throws SQLException {
    OwedStore owed = new OwedStore(database.database(), database.settings());
    KeysetInForce keyset = database.keyset();
    ObserverRegistry registry = TestObservers.registry(database, "recording", "failing", "slow");
    Dispatcher made =
        new Dispatcher(
            new DispatchStore(database.database(), owed),
            owed,
            new EventLoader(
                database.database(), keyset, new Providers(List.of(new RecordedProvider()))),
            new Audience(observers, (event, thread) -> {}, event -> {}),
            new Shards(database.database(), database.settings()),
            registry,
            new PortalDirectory(database.database(), keyset, Clock.systemUTC()),
            new DispatchMeters(new SimpleMeterRegistry()),
            database.settings(),
            Clock.systemUTC());
    made.start(Thread::new);
    journal.onCommit(made::wakeUp);
    dispatcher = made;
  }

  private void stop() throws InterruptedException {
    if (dispatcher != null) {
      dispatcher.close(PATIENCE);
      dispatcher = null;
    }
  }

  private List<Observer> recording(Object event) {
    return List.of(new Observer("recording", () -> observed.add(event)));
  }

  private void append(ReceivedMessage message) throws Exception {
    journal.append(message).get();
  }

  private Object next() throws InterruptedException {
    Object event = observed.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return event == null ? "nothing came" : event;
  }

  @Test
  void anAcceptedMessageIsObservedUpdateByUpdateAndThenAsAWhole() throws Exception {
    start(this::recording);
    append(messages.understood(Messages.update("a", 4), Messages.update("b", 5)));

    Object first = next();
    Object second = next();
    Object third = next();
    assertThat(first).isInstanceOf(Event.class);
    assertThat(((Event) first).objectId()).isEqualTo("a");
    assertThat(((Event) first).sequence()).isEqualTo(1);
    assertThat(((Event) second).objectId()).isEqualTo("b");
    assertThat(((Event) second).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(((Event) second).certainty()).isEqualTo(Certainty.PROBABLE);
    assertThat(third).isInstanceOf(MessageAccepted.class);
    assertThat(((MessageAccepted) third).updates()).containsExactly((Event) first, (Event) second);
  }

  @Test
  void aQuarantinedMessageIsObservedAsThat() throws Exception {
    start(this::recording);
    append(messages.quarantined("ambiguous", "Two values."));

    assertThat(next())
        .isInstanceOfSatisfying(
            MessageQuarantined.class, event -> assertThat(event.reason()).isEqualTo("ambiguous"));
  }

  @Test
  void updatesOfOneSubjectComeInOrderWhateverTheThreads() throws Exception {
    start(this::recording);
    for (int i = 0; i < 100; i++) {
      append(
          messages.understood(
              Messages.update(CheckType.NAME_CHECK, "subject-" + i % 5, "object-" + i, 4)));
    }
    List<Event> events = new ArrayList<>();
    while (events.size() < 100) {
      if (next() instanceof Event event) {
        events.add(event);
      }
    }
    for (int subject = 0; subject < 5; subject++) {
      String id = "subject-" + subject;
      assertThat(events.stream().filter(event -> event.subjectId().equals(id)))
          .extracting(Event::sequence)
          .containsExactlyElementsOf(
              java.util.stream.LongStream.rangeClosed(1, 20).boxed().toList());
    }
  }

  @Test
  void whatWasNotObservedBeforeTheEndIsObservedAfterTheNextStart() throws Exception {
    append(messages.understood(Messages.update("a", 4)));
    start(this::recording);

    assertThat(next()).isInstanceOf(Event.class);
  }

  @Test
  void aPausedPortalsMessagesAreHeldUntilItGoesOn() throws Exception {
    database.execute("UPDATE portal SET paused = TRUE WHERE id = ?", portal.value());
    append(messages.understood(Messages.update("a", 4)));
    Messages other = new Messages(Messages.portalIn(database));
    start(this::recording);
    append(other.understood(Messages.update("b", 4)));

    assertThat(next())
        .isInstanceOfSatisfying(Event.class, e -> assertThat(e.objectId()).isEqualTo("b"));
    assertThat(next()).isInstanceOf(MessageAccepted.class);
    assertThat(observed).isEmpty();

    database.execute("UPDATE portal SET paused = FALSE WHERE id = ?", portal.value());
    assertThat(next())
        .isInstanceOfSatisfying(Event.class, e -> assertThat(e.objectId()).isEqualTo("a"));
  }

  @Test
  void aMessageThatAReplayBroughtSaysSoAndThatLaterOnesCameBefore() throws Exception {
    append(messages.understood(Messages.update("a", 4)));
    database.execute(
        "UPDATE pending_dispatch SET replay_id = ?, out_of_order = TRUE",
        java.util.UUID.randomUUID());
    start(this::recording);

    assertThat(next())
        .isInstanceOfSatisfying(
            Event.class,
            event -> {
              assertThat(event.circumstances().replay()).isTrue();
              assertThat(event.circumstances().outOfOrder()).isTrue();
            });
  }

  @Test
  void aSlowSubjectHoldsBackNobodyElse() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    start(
        event ->
            List.of(
                new Observer(
                    "slow",
                    () -> {
                      if (event instanceof Event slow && slow.subjectId().equals("slow")) {
                        release.await();
                      }
                      observed.add(event);
                    })));
    append(messages.understood(Messages.update(CheckType.NAME_CHECK, "slow", "a", 4)));
    append(messages.understood(Messages.update(CheckType.NAME_CHECK, "quick", "b", 4)));

    assertThat(next())
        .isInstanceOfSatisfying(Event.class, e -> assertThat(e.subjectId()).isEqualTo("quick"));
    release.countDown();
  }

  @Test
  void aMessageThatCannotBeReadHoldsBackNobodyElse() throws Exception {
    append(messages.understood(Messages.update(CheckType.NAME_CHECK, "broken", "a", 4)));
    database.execute("UPDATE check_update SET sealed_content = ?", new byte[] {1, 2, 3});
    append(messages.understood(Messages.update(CheckType.NAME_CHECK, "whole", "b", 4)));
    start(this::recording);

    assertThat(next())
        .isInstanceOfSatisfying(Event.class, e -> assertThat(e.subjectId()).isEqualTo("whole"));
    assertThat(next()).isInstanceOf(MessageAccepted.class);
    stop();
    assertThat(database.number("SELECT COUNT(*) FROM pending_dispatch")).isEqualTo(1);
  }
}
