package io.checkpost.ingest.message;

import static io.checkpost.api.CheckType.IDENTIFICATION;
import static io.checkpost.api.CheckType.ID_DOCUMENT;
import static io.checkpost.api.CheckType.NAME_CHECK;
import static io.checkpost.ingest.journal.TestJournal.update;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.check.Change;
import io.checkpost.ingest.check.CheckOutcome;
import io.checkpost.ingest.check.CheckTrail;
import io.checkpost.ingest.check.ReportedUpdate;
import io.checkpost.ingest.check.TestChecks;
import io.checkpost.ingest.check.Trails;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.dispatch.TestObservers;
import io.checkpost.ingest.journal.Acknowledgement;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.journal.TestJournal;
import io.checkpost.ingest.message.ObserverState.State;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.DataKeys;
import io.checkpost.ingest.problem.InvalidInput;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class MessagesTest {

  private static final String ADA = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
  private static final String BOB = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

  private final MutableClock clock = new MutableClock();
  private final Dialect dialect;
  private final TestDatabase store;
  private final TestJournal journal;
  private final Messages messages;
  private final Siblings siblings;
  private final PortalId credas;
  private final PortalId w2;

  MessagesTest(Dialect dialect) {
    this.dialect = dialect;
    store = TestDatabase.of(dialect);
    journal = new TestJournal(store, clock);
    messages =
        new Messages(
            store.entities(),
            TestPortals.providers(),
            new BlindIndex(store.keyset()),
            new DataKeys(store.keyset()),
            TestChecks.subjects(store),
            TestChecks.updates(),
            TestObservers.registry(store, "acme.Mail"));
    siblings = new Siblings(store.entities(), messages, new Trails());
    Portals portals = TestPortals.over(store, clock);
    credas = portals.create("credas", null, PortalSettings.named("Acme")).portal().id();
    w2 = portals.create("w2", null, PortalSettings.named("Beta")).portal().id();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private MessageId append(PortalId portal, String provider, Update... updates) {
    clock.advance(Duration.ofSeconds(1));
    return journal.append(portal, provider, updates).messageId();
  }

  private List<MessageId> found(MessageFilter filter) {
    return messages.list(filter, 200, null).items().stream().map(MessageSummary::id).toList();
  }

  @Test
  void aMessageIsShownWithWhatItChanged() {
    Update passed = update(ADA, ID_DOCUMENT, "doc-1", Outcome.PASSED);
    Update review = update(ADA, ID_DOCUMENT, "doc-1", Outcome.REVIEW);
    append(credas, "credas", review);
    MessageId id =
        append(credas, "credas", passed, update(ADA, NAME_CHECK, "doc-1", Outcome.FAILED));

    MessageDetail detail = messages.find(id).orElseThrow();

    assertThat(detail.summary())
        .isEqualTo(
            new MessageSummary(
                id,
                credas,
                "credas",
                clock.instant(),
                Disposition.ACCEPTED,
                null,
                null,
                null,
                ADA,
                "5ha",
                7,
                false,
                false,
                null,
                null,
                null,
                List.of(
                    new CheckOutcome(ID_DOCUMENT, Outcome.PASSED),
                    new CheckOutcome(NAME_CHECK, Outcome.FAILED))));
    assertThat(detail.updates())
        .containsExactly(
            new ReportedUpdate(passed, 2L, ChangeKind.PROGRESS, Outcome.REVIEW, false),
            new ReportedUpdate(
                update(ADA, NAME_CHECK, "doc-1", Outcome.FAILED),
                3L,
                ChangeKind.FIRST,
                null,
                false));
    assertThat(messages.body(id)).hasValue("{\"a\":1}".getBytes(UTF_8));
  }

  @Test
  void aDuplicateAndItsOriginalKnowEachOther() {
    Update passed = update(ADA, ID_DOCUMENT, "doc-1", Outcome.PASSED);
    MessageId original = append(credas, "credas", passed);
    MessageId first = append(credas, "credas", passed);
    MessageId second = append(credas, "credas", passed);

    MessageDetail duplicate = messages.find(first).orElseThrow();

    assertThat(duplicate.summary().disposition()).isEqualTo(Disposition.DUPLICATE);
    assertThat(duplicate.summary().duplicateOf()).isEqualTo(original);
    assertThat(duplicate.updates())
        .containsExactly(new ReportedUpdate(passed, null, null, null, false));
    assertThat(duplicate.observers()).isEmpty();
    MessageSiblings ofOriginal = siblings.of(original).orElseThrow();
    assertThat(ofOriginal.original()).isNull();
    assertThat(ids(ofOriginal.duplicates())).containsExactly(second, first);
    MessageSiblings ofFirst = siblings.of(first).orElseThrow();
    assertThat(ofFirst.original()).extracting(MessageSummary::id).isEqualTo(original);
    assertThat(ids(ofFirst.duplicates())).containsExactly(second);
    assertThat(ofFirst.moreDuplicates()).isFalse();
  }

  private static List<MessageId> ids(List<MessageSummary> messages) {
    return messages.stream().map(MessageSummary::id).toList();
  }

  @Test
  void aFewOfManyDuplicatesAreTold() {
    Update passed = update(ADA, ID_DOCUMENT, "doc-1", Outcome.PASSED);
    MessageId original = append(credas, "credas", passed);
    for (int i = 0; i <= MessageSiblings.MOST; i++) {
      append(credas, "credas", passed);
    }

    MessageSiblings told = siblings.of(original).orElseThrow();

    assertThat(told.duplicates()).hasSize(MessageSiblings.MOST);
    assertThat(told.moreDuplicates()).isTrue();
    assertThat(told.morePerson()).isTrue();
  }

  @Test
  void aCheckHasATrailBeforeAndAfterAMessage() {
    MessageId first = append(credas, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.PENDING));
    MessageId other = append(credas, "credas", update(ADA, NAME_CHECK, "1", Outcome.PASSED));
    append(w2, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.PASSED));
    MessageId reviewed = append(credas, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.REVIEW));
    Instant since = clock.instant();
    MessageId repeat = append(credas, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.REVIEW));
    MessageId passed = append(credas, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.PASSED));

    CheckTrail trail = siblings.of(repeat).orElseThrow().checks().get(0);

    assertThat(trail.checkType()).isEqualTo(ID_DOCUMENT);
    assertThat(trail.since()).isEqualTo(since);
    assertThat(trail.next()).extracting(Change::messageId).isEqualTo(passed);
    assertThat(trail.earlier()).extracting(Change::messageId).containsExactly(reviewed, first);
    assertThat(trail.later()).extracting(Change::messageId).containsExactly(passed);
    CheckTrail last = siblings.of(passed).orElseThrow().checks().get(0);
    assertThat(last.next()).isNull();
    assertThat(last.since()).isEqualTo(clock.instant());
    assertThat(last.earlier())
        .extracting(Change::messageId)
        .containsExactly(repeat, reviewed, first);
    assertThat(ids(siblings.of(repeat).orElseThrow().samePerson()))
        .containsExactly(passed, reviewed, other, first);
  }

  @Test
  void aTrailIsAFewReportsLongAndAMessageOfManyChecksHasAFewTrails() {
    for (int i = 0; i < 7; i++) {
      append(
          credas,
          "credas",
          update(ADA, ID_DOCUMENT, "1", i % 2 == 0 ? Outcome.REVIEW : Outcome.PENDING));
    }
    Update[] updates =
        IntStream.range(1, 9)
            .mapToObj(i -> update(ADA, ID_DOCUMENT, String.valueOf(i), Outcome.PASSED))
            .toArray(Update[]::new);
    MessageId many = append(credas, "credas", updates);

    List<CheckTrail> trails = siblings.of(many).orElseThrow().checks();

    assertThat(trails).extracting(CheckTrail::ordinal).containsExactly(0, 1, 2, 3, 4);
    assertThat(trails.get(0).earlier()).hasSize(CheckTrail.MOST);
    assertThat(trails.get(1).earlier()).isEmpty();
  }

  @Test
  void siblingsAreReadInTheOrderOfAnIndex() throws SQLException {
    String check = "SELECT * FROM check_update WHERE check_id = '%s'".formatted(UUID.randomUUID());
    String person = "SELECT * FROM message WHERE subject_id = '%s'".formatted(UUID.randomUUID());

    assertSorted(check + " ORDER BY check_id, received_at DESC", "check_update_check");
    assertSorted(check + " ORDER BY check_id DESC, received_at", "check_update_check");
    assertSorted(person + " ORDER BY subject_id, received_at DESC, id DESC", "message_subject");
  }

  /** A table as empty as this one would be read from end to end if that were not forbidden. */
  private void assertSorted(String question, String index) throws SQLException {
    String plan =
        store
            .database()
            .inTransaction(
                connection -> {
                  try (Statement statement = connection.createStatement()) {
                    if (dialect == Dialect.POSTGRESQL) {
                      statement.execute("SET LOCAL enable_seqscan = off");
                      statement.execute("SET LOCAL enable_bitmapscan = off");
                    }
                    StringBuilder lines = new StringBuilder();
                    try (ResultSet line =
                        statement.executeQuery("EXPLAIN " + question + " LIMIT 5")) {
                      while (line.next()) {
                        lines.append(line.getString(1)).append('\n');
                      }
                    }
                    return lines.toString();
                  }
                });
    assertThat(plan).containsIgnoringCase(index);
    if (dialect == Dialect.POSTGRESQL) {
      assertThat(plan).doesNotContain("Sort");
    } else {
      assertThat(plan).contains("index sorted");
    }
  }

  @Test
  void aQuarantinedMessageSaysWhy() {
    Acknowledgement quarantined =
        journal.append(
            credas, "credas", new Interpretation.Quarantined("ambiguous", "two values for Id"));

    MessageDetail detail = messages.find(quarantined.messageId()).orElseThrow();

    assertThat(detail.summary().disposition()).isEqualTo(Disposition.QUARANTINED);
    assertThat(detail.summary().reason()).isEqualTo("ambiguous");
    assertThat(detail.summary().reasonDetail()).isEqualTo("two values for Id");
    assertThat(detail.summary().subjectId()).isNull();
    assertThat(detail.updates()).isEmpty();
    assertThat(messages.body(quarantined.messageId())).isPresent();
  }

  @Test
  void theBeginningOfAnIdFindsItsMessages() {
    MessageId first = append(credas, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.PASSED));
    MessageId second = append(credas, "credas", update(ADA, ID_DOCUMENT, "2", Outcome.PASSED));
    clock.advance(Duration.ofDays(40));
    MessageId late = append(credas, "credas", update(BOB, ID_DOCUMENT, "3", Outcome.PASSED));
    String id = first.toString();

    assertThat(startingWith(id)).containsExactly(first);
    assertThat(startingWith(id.toUpperCase(Locale.ROOT).substring(0, 20))).containsExactly(first);
    assertThat(startingWith(id.replace("-", ""))).containsExactly(first);
    assertThat(startingWith(late.toString().substring(0, 8))).containsExactly(late);
    // both were received within what eight digits tell apart
    assertThat(startingWith(id.substring(0, 8)))
        .containsExactlyElementsOf(
            second.toString().startsWith(id.substring(0, 8))
                ? List.of(second, first)
                : List.of(first));
    assertThat(startingWith(id.substring(0, 7))).isEmpty();
    assertThat(startingWith("12345678%")).isEmpty();
    assertThat(startingWith(id + "0")).isEmpty();
  }

  private List<MessageId> startingWith(String beginning) {
    return messages.startingWith(beginning, 10).stream().map(MessageSummary::id).toList();
  }

  @Test
  void messagesAreCountedNoFurtherThanAsked() {
    for (int i = 0; i < 3; i++) {
      append(credas, "credas", update(ADA, ID_DOCUMENT, "doc-" + i, Outcome.PASSED));
    }
    MessageId newest = append(credas, "credas", update(BOB, ID_DOCUMENT, "4", Outcome.FAILED));
    MessageFilter passed = TestFilter.with(f -> f.outcome = Outcome.PASSED);

    assertThat(messages.count(MessageFilter.EVERYTHING, 4)).isEqualTo(new MessageCount(4, false));
    assertThat(messages.count(MessageFilter.EVERYTHING, 3)).isEqualTo(new MessageCount(3, true));
    assertThat(messages.count(passed, 10)).isEqualTo(new MessageCount(3, false));
    assertThat(messages.count(TestFilter.with(f -> f.subject = "nobody"), 10))
        .isEqualTo(new MessageCount(0, false));
    assertThat(messages.ids(MessageFilter.EVERYTHING, 1)).containsExactly(newest);
  }

  @Test
  void filtersLeaveWhatTheySay() {
    MessageId ada = append(credas, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.PASSED));
    MessageId again = append(credas, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.PASSED));
    MessageId bob =
        append(
            credas,
            "credas",
            update(BOB, ID_DOCUMENT, "2", Outcome.FAILED),
            update(BOB, NAME_CHECK, "2", Outcome.PASSED));
    clock.advance(Duration.ofSeconds(1));
    Instant late = clock.instant();
    MessageId session =
        journal
            .append(w2, "w2", " ref-1 ", update("session-1", IDENTIFICATION, "s", Outcome.PASSED))
            .messageId();

    assertThat(found(MessageFilter.EVERYTHING)).containsExactly(session, bob, again, ada);
    assertThat(found(TestFilter.with(f -> f.portal = w2))).containsExactly(session);
    assertThat(found(TestFilter.with(f -> f.provider = "credas"))).containsExactly(bob, again, ada);
    assertThat(found(TestFilter.with(f -> f.disposition = Disposition.DUPLICATE)))
        .containsExactly(again);
    assertThat(found(TestFilter.with(f -> f.checkType = ID_DOCUMENT)))
        .containsExactly(bob, again, ada);
    assertThat(found(TestFilter.with(f -> f.outcome = Outcome.PASSED)))
        .containsExactly(session, bob, again, ada);
    assertThat(
            found(
                TestFilter.with(
                    f -> {
                      f.checkType = ID_DOCUMENT;
                      f.outcome = Outcome.PASSED;
                    })))
        .containsExactly(again, ada);
    assertThat(
            found(
                TestFilter.with(
                    f -> f.subject = "{" + ADA.toUpperCase(java.util.Locale.ROOT) + "}")))
        .containsExactly(again, ada);
    assertThat(found(TestFilter.with(f -> f.subject = "session-1"))).containsExactly(session);
    assertThat(
            found(
                TestFilter.with(
                    f -> {
                      f.subject = "session-1";
                      f.provider = "credas";
                    })))
        .isEmpty();
    assertThat(found(TestFilter.with(f -> f.subject = "nobody"))).isEmpty();
    assertThat(found(TestFilter.with(f -> f.clientReference = "ref-1"))).containsExactly(session);
    assertThat(
            found(
                TestFilter.with(
                    f -> {
                      f.clientReference = "ref-1";
                      f.provider = "credas";
                    })))
        .isEmpty();
    assertThat(found(TestFilter.with(f -> f.from = late))).containsExactly(session);
    assertThat(found(TestFilter.with(f -> f.to = late))).containsExactly(bob, again, ada);
    assertThat(
            found(
                new MessageFilter(
                    credas,
                    "credas",
                    Disposition.ACCEPTED,
                    NAME_CHECK,
                    Outcome.PASSED,
                    BOB,
                    null,
                    null,
                    Instant.EPOCH,
                    late)))
        .containsExactly(bob);
  }

  @Test
  void aDoubtAboutWhoseItIsIsShownAndFound() {
    append(credas, "credas", update(ADA, ID_DOCUMENT, "plain", Outcome.PASSED));
    clock.advance(Duration.ofSeconds(1));
    MessageId foreign =
        journal
            .appendFlagged(
                credas,
                "credas",
                ClientIdFlag.OTHER_PORTAL,
                update(ADA, ID_DOCUMENT, "foreign", Outcome.PASSED))
            .messageId();
    clock.advance(Duration.ofSeconds(1));
    MessageId unpinned =
        journal
            .appendFlagged(
                credas,
                "credas",
                ClientIdFlag.NOT_PINNED,
                update(ADA, ID_DOCUMENT, "unpinned", Outcome.PASSED))
            .messageId();

    assertThat(found(flagged(ClientIdFlag.OTHER_PORTAL))).containsExactly(foreign);
    assertThat(found(flagged(ClientIdFlag.NOT_PINNED))).containsExactly(unpinned);
    assertThat(messages.list(flagged(null), 10, null).items())
        .extracting(MessageSummary::clientIdFlag)
        .containsExactly(ClientIdFlag.NOT_PINNED, ClientIdFlag.OTHER_PORTAL, null);
  }

  private static MessageFilter flagged(@Nullable ClientIdFlag flag) {
    return TestFilter.with(f -> f.clientIdFlag = flag);
  }

  @Test
  void pagesShowEveryMessageOnceNewestFirst() {
    List<MessageId> appended = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      // three at a time share an instant
      if (i % 3 == 0) {
        clock.advance(Duration.ofNanos(1_000));
      }
      appended.add(
          journal
              .append(credas, "credas", update(ADA, ID_DOCUMENT, "d" + i, Outcome.PASSED))
              .messageId());
    }

    List<MessageSummary> seen = new ArrayList<>();
    MessageFilter filter =
        TestFilter.with(
            f -> {
              f.checkType = ID_DOCUMENT;
              f.portal = credas;
            });
    String cursor = null;
    do {
      Page<MessageSummary> page = messages.list(filter, 2, cursor);
      assertThat(page.items()).hasSizeBetween(1, 2);
      seen.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);

    assertThat(seen).extracting(MessageSummary::id).containsExactlyInAnyOrderElementsOf(appended);
    assertThat(seen)
        .extracting(MessageSummary::receivedAt)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void aCursorThatIsNoneIsRefused() {
    for (String cursor : List.of("", "x", "!!!", "AAAA", "_".repeat(32), "é")) {
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> messages.list(MessageFilter.EVERYTHING, 10, cursor))
          .matches(e -> e.field().equals("cursor"));
    }
  }

  @Test
  void observersAreShownWithWhatBecameOfThem() {
    MessageId id = append(credas, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.PASSED));
    assertThat(messages.find(id).orElseThrow().observers()).containsExactly(ObserverState.PENDING);

    UUID set = UUID.randomUUID();
    store.execute(
        "INSERT INTO observer_set (id, observers) VALUES (?, ?)",
        set,
        "acme.Gone\nacme.Ledger\nacme.Mail");
    store.execute(
        "INSERT INTO observation (message_id, observer_set_id, observed_at) VALUES (?, ?, ?)",
        id.value(),
        set,
        clock.instant().atOffset(ZoneOffset.UTC));
    owe(id, "acme.Mail", "waiting");
    owe(id, "acme.Gone", "waiting");

    assertThat(messages.find(id).orElseThrow().observers())
        .containsExactly(
            failed("acme.Gone", State.PARKED, null, 1),
            ObserverState.observed("acme.Ledger"),
            failed("acme.Mail", State.WAITING, clock.instant(), 1));
    assertThat(messages.find(id).orElseThrow().observedAt()).isEqualTo(clock.instant());
    store.execute("UPDATE owed_observation SET state = 'dead'");
    assertThat(messages.find(id).orElseThrow().observers())
        .contains(failed("acme.Mail", State.DEAD, null, 1));

    store.execute("UPDATE owed_observation SET state = 'closed'");
    owe(id, "acme.Mail", "dead", 1);
    assertThat(messages.find(id).orElseThrow().observers())
        .as("what is closed hides nothing that is open")
        .contains(failed("acme.Mail", State.DEAD, null, 2));
  }

  private ObserverState failed(String observer, State state, @Nullable Instant next, int owed) {
    return new ObserverState(
        observer, state, 2, clock.instant(), clock.instant(), next, "IOException", owed);
  }

  private void owe(MessageId id, String observer, String state) {
    owe(id, observer, state, 0);
  }

  private void owe(MessageId id, String observer, String state, int ordinal) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    store.execute(
        "INSERT INTO owed_observation (message_id, ordinal, observer, position, portal_id, shard,"
            + " attempts, first_failed_at, failed_at, cause, state, due_at)"
            + " VALUES (?, ?, ?, 1, ?, 0, 2, ?, ?, 'IOException', ?, ?)",
        id.value(),
        ordinal,
        observer,
        credas.value(),
        now,
        now,
        state,
        now);
  }

  @Test
  void whoseKeyWasDestroyedIsShownWithoutWhatItSealed() {
    MessageId id = append(credas, "credas", update(ADA, ID_DOCUMENT, "1", Outcome.PASSED));

    store.execute("DELETE FROM data_key");

    MessageDetail detail = messages.find(id).orElseThrow();
    assertThat(detail.summary().sha256()).isNull();
    assertThat(detail.summary().subjectId()).isNull();
    assertThat(detail.updates()).isEmpty();
    assertThat(detail.envelope()).isNull();
    assertThat(messages.body(id)).isEmpty();
    assertThat(found(MessageFilter.EVERYTHING)).containsExactly(id);
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    MessageId nothing = new MessageId(UUID.randomUUID());

    assertThat(messages.find(nothing)).isEmpty();
    assertThat(messages.body(nothing)).isEmpty();
  }

  @Test
  void aDatabaseThatIsDownIsNotAnEmptyOne() throws SQLException {
    store.goDown();

    assertThatExceptionOfType(DatabaseUnavailable.class)
        .isThrownBy(() -> messages.list(MessageFilter.EVERYTHING, 10, null));
  }
}
