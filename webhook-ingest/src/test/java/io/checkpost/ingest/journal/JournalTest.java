package io.checkpost.ingest.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class JournalTest {

  private final TestDatabase database;
  private final List<Journal> open = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PortalId portal;
  private final Messages messages;
  private Journal journal;

  JournalTest(Dialect dialect) {
    database = TestDatabase.of(dialect);
    portal = Messages.portalIn(database);
    messages = new Messages(portal);
    journal = newJournal();
  }

  @BeforeEach
  void start() {
    journal.start(Thread::new);
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Journal each : open) {
      each.close(Duration.ofSeconds(10));
    }
    database.close();
  }

  private Journal newJournal() {
    KeysetInForce keyset = database.keyset();
    JournalStore store = new JournalStore(database.database(), keyset, new BlindIndex(keyset));
    Journal made = new Journal(store, database.database(), database.settings(), meters);
    open.add(made);
    return made;
  }

  private Acknowledgement append(ReceivedMessage message) throws Exception {
    return journal.append(message).get();
  }

  @Test
  void aRepeatIsNotNewsHoweverLateItComes() throws Exception {
    Acknowledgement first = append(messages.understood(Messages.update("23", 3)));
    Acknowledgement second =
        append(messages.later(3, ChronoUnit.DAYS).understood(Messages.update("23", 3)));

    assertThat(first.disposition()).isEqualTo(Disposition.ACCEPTED);
    assertThat(second.disposition()).isEqualTo(Disposition.DUPLICATE);
    assertThat(second.messageId()).isNotEqualTo(first.messageId());
    assertThat(second.duplicateOf()).isEqualTo(first.messageId());
  }

  @Test
  void aReturnIsNewsAndIsFlaggedWithinFifteenMinutes() throws Exception {
    append(messages.understood(Messages.update("23", 4)));
    append(messages.later(1, ChronoUnit.MINUTES).understood(Messages.update("23", 5)));
    Acknowledgement back =
        append(messages.later(1, ChronoUnit.MINUTES).understood(Messages.update("23", 4)));

    assertThat(back.disposition()).isEqualTo(Disposition.ACCEPTED);
    assertThat(history())
        .containsExactly(
            "1 first null->passed",
            "2 remediation passed->failed",
            "3 remediation failed->passed returned");
  }

  @Test
  void aReturnAfterFifteenMinutesIsNotFlagged() throws Exception {
    append(messages.understood(Messages.update("23", 4)));
    append(messages.later(16, ChronoUnit.MINUTES).understood(Messages.update("23", 5)));
    append(messages.later(1, ChronoUnit.MINUTES).understood(Messages.update("23", 4)));

    assertThat(history()).last().isEqualTo("3 remediation failed->passed");
  }

  @Test
  void aReturnWithinOneGroupCommitIsFlaggedToo() throws Exception {
    List<CompletableFuture<Acknowledgement>> answers = new ArrayList<>();
    for (int code : new int[] {4, 5, 4}) {
      answers.add(journal.append(messages.understood(Messages.update("23", code))));
    }
    for (CompletableFuture<Acknowledgement> answer : answers) {
      assertThat(answer.get().disposition()).isEqualTo(Disposition.ACCEPTED);
    }
    assertThat(history()).last().isEqualTo("3 remediation failed->passed returned");
  }

  @Test
  void messagesOfOneSubjectAreCommittedInTheOrderOfTheirArrivalWhateverTheWriters()
      throws Exception {
    List<CompletableFuture<Acknowledgement>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(journal.append(messages.understood(Messages.update("23", 4 + i % 2))));
    }
    for (CompletableFuture<Acknowledgement> answer : answers) {
      assertThat(answer.get().disposition()).isEqualTo(Disposition.ACCEPTED);
    }
  }

  @Test
  void aDecidedCheckThatIsOpenAgainIsARegression() throws Exception {
    append(messages.understood(Messages.update("23", 4)));
    append(messages.understood(Messages.update("23", 3)));

    assertThat(history()).last().isEqualTo("2 regression passed->review");
  }

  @Test
  void twoFinalsThatDisagreeAreAConflict() throws Exception {
    append(messages.understood(Messages.update("23", 1)));
    append(messages.understood(Messages.update("23", 2)));

    assertThat(history()).last().isEqualTo("2 conflict passed->failed");
  }

  @Test
  void onlyTheChangedUpdatesOfAMessageAreNews() throws Exception {
    append(messages.understood(Messages.update("a", 4), Messages.update("b", 4)));
    Acknowledgement second =
        append(messages.understood(Messages.update("a", 4), Messages.update("b", 5)));

    assertThat(second.disposition()).isEqualTo(Disposition.ACCEPTED);
    assertThat(history()).hasSize(3);
  }

  @Test
  void typesOneAndFourOfOneDocumentAreTwoChecks() throws Exception {
    Acknowledgement name =
        append(messages.understood(Messages.update(CheckType.NAME_CHECK, "s", "doc", 4)));
    Acknowledgement document =
        append(messages.understood(Messages.update(CheckType.ID_DOCUMENT, "s", "doc", 4)));

    assertThat(name.disposition()).isEqualTo(Disposition.ACCEPTED);
    assertThat(document.disposition()).isEqualTo(Disposition.ACCEPTED);
  }

  @Test
  void theSameIdsAtTwoPortalsAreTwoChecks() throws Exception {
    Messages elsewhere = new Messages(Messages.portalIn(database));
    append(messages.understood(Messages.update("23", 4)));

    assertThat(append(elsewhere.understood(Messages.update("23", 4))).disposition())
        .isEqualTo(Disposition.ACCEPTED);
  }

  @Test
  void ofFiftyConcurrentCopiesOnTwoNodesExactlyOneIsAccepted() throws Exception {
    List<Journal> nodes = List.of(journal, nodeBeside());
    List<CompletableFuture<Acknowledgement>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(
          nodes.get(i % nodes.size()).append(messages.understood(Messages.update("23", 4))));
    }
    List<Disposition> dispositions = new ArrayList<>();
    for (CompletableFuture<Acknowledgement> answer : answers) {
      dispositions.add(answer.get().disposition());
    }
    assertThat(dispositions).filteredOn(Disposition.ACCEPTED::equals).hasSize(1);
    assertThat(dispositions).filteredOn(Disposition.DUPLICATE::equals).hasSize(49);
  }

  private Journal nodeBeside() {
    Journal other = newJournal();
    other.start(Thread::new);
    return other;
  }

  @Test
  void updatesOfOneSubjectAreNumberedWithoutGapsFromTwoNodes() throws Exception {
    List<Journal> nodes = List.of(journal, nodeBeside());
    List<CompletableFuture<Acknowledgement>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          nodes
              .get(i % nodes.size())
              .append(messages.understood(Messages.update("object-" + i, 4))));
    }
    for (CompletableFuture<Acknowledgement> answer : answers) {
      answer.get();
    }
    assertThat(database.column("SELECT sequence FROM check_update ORDER BY sequence"))
        .hasSize(200)
        .first()
        .isEqualTo("1");
    assertThat(database.column("SELECT MAX(sequence) FROM check_update")).containsExactly("200");
    assertThat(
            database.column(
                """
                SELECT u.sequence FROM pending_dispatch d
                JOIN check_update u ON u.message_id = d.message_id ORDER BY d.position"""))
        .isEqualTo(database.column("SELECT sequence FROM check_update ORDER BY sequence"));
  }

  @Test
  void aQuarantinedMessageKeepsItsReasonWithoutWhatNoTextColumnTakes() throws Exception {
    Acknowledgement kept = append(messages.quarantined("ambiguous", "a\u0000b\uD800c"));

    assertThat(kept.disposition()).isEqualTo(Disposition.QUARANTINED);
    assertThat(kept.reason()).isEqualTo("ambiguous");
    assertThat(database.column("SELECT reason_detail FROM message"))
        .containsExactly("a\uFFFDb\uFFFDc");
  }

  @Test
  void aRowThatTheDatabaseRefusesHarmsNobodyElseAndIsKeptAsBytes() throws Exception {
    Messages ofNoPortal = new Messages(new PortalId(new java.util.UUID(1, 1)));
    CompletableFuture<Acknowledgement> before =
        journal.append(messages.understood(Messages.update("1", 4)));
    CompletableFuture<Acknowledgement> bad =
        journal.append(ofNoPortal.understood(Messages.update("2", 4)));
    CompletableFuture<Acknowledgement> after =
        journal.append(messages.understood(Messages.update("3", 4)));

    assertThat(before.get().disposition()).isEqualTo(Disposition.ACCEPTED);
    assertThat(after.get().disposition()).isEqualTo(Disposition.ACCEPTED);
    assertThat(bad.get().disposition()).isEqualTo(Disposition.QUARANTINED);
    assertThat(bad.get().reason()).isEqualTo("not_storable");
  }

  @Test
  void aMessageThatCannotBeMadeDurableIsNotAcknowledged() throws Exception {
    database.goDown();
    CompletableFuture<Acknowledgement> answer =
        journal.append(messages.understood(Messages.update("1", 4)));

    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(JournalUnavailable.class);
  }

  @Test
  void aFullQueueRefusesInsteadOfKeepingInMemory() {
    TestDatabase small =
        TestDatabase.of(
            database.database().dialect(), java.util.Map.of("checkpost.intake.queue", "2"));
    KeysetInForce keyset = small.keyset();
    Journal neverWriting =
        new Journal(
            new JournalStore(small.database(), keyset, new BlindIndex(keyset)),
            small.database(),
            small.settings(),
            meters);
    neverWriting.start(work -> new Thread(() -> {}));
    try (small) {
      assertThat(neverWriting.append(messages.understood(Messages.update("1", 4)))).isNotDone();
      assertThat(neverWriting.append(messages.understood(Messages.update("2", 4)))).isNotDone();
      assertThat(neverWriting.append(messages.understood(Messages.update("3", 4))))
          .isCompletedExceptionally();
    }
  }

  @Test
  void groupCommitsAreMeasured() throws Exception {
    append(messages.understood(Messages.update("1", 4)));
    append(messages.understood(Messages.update("2", 4)));

    assertThat(meters.get("checkpost.journal.commit.size").summary().totalAmount()).isEqualTo(2);
    assertThat(meters.get("checkpost.journal.commit.time").timer().count())
        .isEqualTo(meters.get("checkpost.journal.commit.size").summary().count());
    assertThat(meters.get("checkpost.journal.waiting").gauge().value()).isZero();
    assertThat(meters.get("checkpost.journal.waiting.size").gauge().value()).isZero();

    journal.close(Duration.ofSeconds(10));
    assertThat(journal.append(messages.understood(Messages.update("3", 4))))
        .isCompletedExceptionally();
    assertThat(meters.get("checkpost.journal.refused").counter().count()).isEqualTo(1);
  }

  @Test
  void aWriterThatDiedIsSeen() {
    assertThat(journal.isWriting()).isTrue();

    Journal dying = newJournal();
    dying.start(
        work ->
            new Thread(() -> {}) {
              @Override
              public void start() {
                // ends at once
              }
            });
    assertThat(dying.isWriting()).isFalse();
  }

  private List<String> history() throws SQLException {
    return database.column(
        """
        SELECT sequence || ' ' || kind || ' ' || COALESCE(previous_outcome, 'null') || '->'
          || outcome || CASE WHEN returned THEN ' returned' ELSE '' END
        FROM check_update WHERE kind IS NOT NULL ORDER BY sequence""");
  }
}
