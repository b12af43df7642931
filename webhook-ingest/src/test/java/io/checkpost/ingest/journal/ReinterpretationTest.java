package io.checkpost.ingest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.privacy.BlindIndex;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ReinterpretationTest {

  private static final UUID REPLAY = UUID.fromString("00000000-0000-7000-8000-0000000000ff");

  private final MutableClock clock = new MutableClock();
  private final TestDatabase database;
  private final JournalStore store;
  private final Reinterpretation reinterpretation;
  private final PortalId portal;
  private final Messages messages;

  ReinterpretationTest(Dialect dialect) {
    database = TestDatabase.of(dialect);
    BlindIndex index = new BlindIndex(database.keyset());
    store = new JournalStore(database.database(), database.keyset(), index);
    reinterpretation = new Reinterpretation(database.database(), database.keyset(), index, clock);
    portal = Messages.portalIn(database);
    messages = new Messages(portal);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private UUID append(ReceivedMessage message) throws SQLException {
    return store.append(List.of(message)).get(0).messageId().value();
  }

  private UUID appendQuarantined() throws SQLException {
    return append(messages.quarantined("unrecognised_type", "UpdateType is 12."));
  }

  private static Interpretation.Understood understood(Update... updates) {
    return new Interpretation.Understood(updates[0].subjectId(), null, false, List.of(updates));
  }

  private Reread reread(UUID message, Interpretation reading) throws SQLException {
    return database
        .database()
        .inTransaction(
            connection ->
                reinterpretation.apply(
                    connection,
                    reinterpretation.open(connection, message).orElseThrow(),
                    reading,
                    REPLAY));
  }

  private Reread.Result reread(UUID message, Update... updates) throws SQLException {
    return reread(message, understood(updates)).result();
  }

  /** In the order of arrival. */
  private List<String> history() throws SQLException {
    return database.column(
        """
        SELECT COALESCE(CAST(sequence AS VARCHAR), '-') || ' ' || COALESCE(kind, 'repeat') || ' '
          || COALESCE(previous_outcome, 'null') || '->' || outcome
          || CASE WHEN returned THEN ' returned' ELSE '' END
        FROM check_update ORDER BY received_at, message_id, ordinal""");
  }

  private String state() throws SQLException {
    return database.column("SELECT outcome || ' by ' || message_id FROM check_state").get(0);
  }

  private String dispositionOf(UUID message) throws SQLException {
    return database
        .column("SELECT disposition FROM message WHERE id = '%s'".formatted(message))
        .get(0);
  }

  @Test
  void aMessageThatIsUnderstoodLateIsAcceptedAndLeftForObservers() throws SQLException {
    UUID message = appendQuarantined();
    database.execute("DELETE FROM pending_dispatch");

    assertThat(reread(message, Messages.update("23", 4))).isEqualTo(Reread.Result.UNDERSTOOD);

    assertThat(history()).containsExactly("1 first null->passed");
    assertThat(state()).isEqualTo("passed by " + message);
    assertThat(
            database.column(
                "SELECT disposition || ' ' || former_disposition || ' '"
                    + " || COALESCE(reason, 'no reason') FROM message"))
        .containsExactly("accepted quarantined no reason");
    assertThat(
            database.column(
                "SELECT message_id || ' ' || replay_id || ' '"
                    + " || CASE WHEN out_of_order THEN 'out of order' ELSE 'in order' END"
                    + " FROM pending_dispatch"))
        .containsExactly(message + " " + REPLAY + " in order");
  }

  @Test
  void whatCheckpostMadeUpStaysATestHoweverItIsReadLater() throws SQLException {
    UUID real = appendQuarantined();
    UUID simulated =
        append(messages.simulated(new Interpretation.Quarantined("unrecognised_type", "12")));

    reread(real, Messages.update("23", 4));
    reread(simulated, Messages.update("24", 4));

    assertThat(isTest(real)).isEqualTo("FALSE");
    assertThat(isTest(simulated)).isEqualTo("TRUE");
  }

  private String isTest(UUID message) throws SQLException {
    return database
        .column("SELECT UPPER(CAST(test AS VARCHAR)) FROM message WHERE id = '" + message + "'")
        .get(0);
  }

  @Test
  void whatIsUnderstoodLateIsSealedUnderItsSubjectsKeyAndItsOwnIsGone() throws SQLException {
    UUID message = appendQuarantined();

    reread(message, Messages.update("23", 4));

    assertThat(database.column("SELECT COUNT(*) FROM data_key")).containsExactly("1");
    assertThat(
            database.column(
                """
                SELECT COUNT(*) FROM message m JOIN subject s ON s.id = m.subject_id
                  JOIN data_key k ON k.id = s.key_id AND k.id = m.key_id"""))
        .containsExactly("1");
    StoredRequest stored =
        database
            .database()
            .inTransaction(connection -> reinterpretation.open(connection, message).orElseThrow());
    assertThat(new String(stored.body(), UTF_8)).isEqualTo("{\"a\":1}");
    assertThat(stored.envelope().sha256()).isEqualTo("00");
  }

  @Test
  void aMessageThatWasQuarantinedWithItsSubjectStaysUnderThatKey() throws SQLException {
    append(messages.understood(Messages.update("7", 4)));
    messages.later(1, ChronoUnit.MINUTES);
    UUID message =
        append(messages.message(new Interpretation.Quarantined("unrecognised_type", "", "s")));

    reread(message, Messages.update("23", 4));

    assertThat(database.column("SELECT COUNT(*) FROM data_key")).containsExactly("1");
    assertThat(history()).containsExactly("1 first null->passed", "2 first null->passed");
  }

  @Test
  void whatIsUnderstoodAfterANewerMessageOfTheCheckChangesTheHistoryAndNotTheState()
      throws SQLException {
    UUID late = appendQuarantined();
    UUID newer = append(messages.later(1, ChronoUnit.MINUTES).understood(Messages.update("23", 1)));

    reread(late, Messages.update("23", 2));

    assertThat(history()).containsExactly("2 first null->failed", "1 conflict failed->passed");
    assertThat(state()).isEqualTo("passed by " + newer);
    assertThat(
            database.column(
                "SELECT CASE WHEN out_of_order THEN 'out of order' ELSE 'in order' END"
                    + " FROM pending_dispatch WHERE replay_id IS NOT NULL"))
        .containsExactly("out of order");
  }

  @Test
  void whatRepeatsTheChangeBeforeItIsADuplicate() throws SQLException {
    UUID original = append(messages.understood(Messages.update("23", 4)));
    messages.later(1, ChronoUnit.MINUTES);
    UUID late = appendQuarantined();

    reread(late, Messages.update("23", 4));

    assertThat(
            database.column(
                "SELECT disposition || ' of ' || duplicate_of FROM message WHERE id <> '%s'"
                    .formatted(original)))
        .containsExactly("duplicate of " + original);
    assertThat(
            database.column("SELECT message_id FROM pending_dispatch WHERE replay_id IS NOT NULL"))
        .isEmpty();
    assertThat(state()).isEqualTo("passed by " + original);
  }

  @Test
  void theChangeMovesToTheMessageThatFirstBroughtIt() throws SQLException {
    append(messages.understood(Messages.update("23", 3)));
    messages.later(1, ChronoUnit.MINUTES);
    UUID late = appendQuarantined();
    UUID newer = append(messages.later(1, ChronoUnit.MINUTES).understood(Messages.update("23", 4)));

    Reread reread = reread(late, understood(Messages.update("23", 4)));

    assertThat(history())
        .containsExactly(
            "1 first null->review", "2 remediation review->passed", "- repeat null->passed");
    assertThat(state()).isEqualTo("passed by " + late);
    assertThat(dispositionOf(newer)).isEqualTo("duplicate");
    assertThat(reread.forgotten()).containsExactlyInAnyOrder(late, newer);
    assertThat(
            database.column("SELECT message_id FROM pending_dispatch WHERE replay_id IS NOT NULL"))
        .containsExactly(late.toString());
    assertThat(database.column("SELECT message_id FROM pending_dispatch"))
        .as("what is a duplicate now has no events to wait for")
        .doesNotContain(newer.toString());
  }

  @Test
  void aRepeatIsAReturnWhenSomethingElseIsKnownToHaveComeInBetween() throws SQLException {
    UUID first = append(messages.understood(Messages.update("23", 4)));
    messages.later(1, ChronoUnit.MINUTES);
    UUID late = appendQuarantined();
    UUID back = append(messages.later(1, ChronoUnit.MINUTES).understood(Messages.update("23", 4)));
    assertThat(dispositionOf(back)).isEqualTo("duplicate");

    reread(late, Messages.update("23", 5));

    assertThat(history())
        .containsExactly(
            "1 first null->passed",
            "2 remediation passed->failed",
            "3 remediation failed->passed returned");
    assertThat(dispositionOf(first)).isEqualTo("accepted");
    assertThat(dispositionOf(back)).isEqualTo("accepted");
    assertThat(state()).isEqualTo("passed by " + back);
    assertThat(
            database.column(
                "SELECT message_id FROM pending_dispatch WHERE replay_id IS NOT NULL"
                    + " ORDER BY position"))
        .containsExactly(late.toString(), back.toString());
  }

  @Test
  void theUpdateOfAnAcceptedMessageThatIsAReturnNowIsObservedAgainByItself() throws SQLException {
    append(messages.understood(Messages.update("23", 4), Messages.update("24", 4)));
    messages.later(1, ChronoUnit.MINUTES);
    UUID late = appendQuarantined();
    UUID mixed =
        append(
            messages
                .later(1, ChronoUnit.MINUTES)
                .understood(Messages.update("23", 4), Messages.update("24", 5)));

    Reread reread = reread(late, understood(Messages.update("23", 5)));

    assertThat(reread.observeAgain()).containsOnlyKeys(mixed);
    assertThat(reread.observeAgain().get(mixed)).containsExactly(0);
  }

  private static Update readAs(Update update, Outcome outcome) {
    return new Update(
        update.checkType(),
        update.subjectId(),
        update.clientId(),
        update.objectId(),
        outcome,
        update.certainty(),
        null,
        false,
        update.results(),
        update.fields());
  }

  private static Update unconfirmed(String objectId, int code) {
    return readAs(Messages.update(objectId, code), Outcome.UNCONFIRMED);
  }

  @Test
  void whatWasNotConfirmedIsRewrittenWithTheChangeAfterItAndTheState() throws SQLException {
    UUID first = append(messages.understood(unconfirmed("23", 1)));
    UUID second = append(messages.later(1, ChronoUnit.MINUTES).understood(unconfirmed("23", 2)));
    assertThat(history())
        .containsExactly("1 first null->unconfirmed", "2 progress unconfirmed->unconfirmed");

    Reread reread = reread(first, understood(Messages.update("23", 1)));

    assertThat(reread.result()).isEqualTo(Reread.Result.REWRITTEN);
    assertThat(reread.observeAgain()).containsOnlyKeys(first);
    assertThat(history()).containsExactly("1 first null->passed", "2 progress passed->unconfirmed");
    assertThat(state()).isEqualTo("unconfirmed by " + second);

    reread(second, Messages.update("23", 2));

    assertThat(history()).containsExactly("1 first null->passed", "2 conflict passed->failed");
    assertThat(state()).isEqualTo("failed by " + second);
    assertThat(database.column("SELECT former_disposition FROM message"))
        .containsExactly("accepted", "accepted");
  }

  @Test
  void aRepeatOfWhatWasNotConfirmedIsRewrittenAndStaysARepeat() throws SQLException {
    UUID original = append(messages.understood(unconfirmed("23", 1)));
    UUID repeat = append(messages.later(1, ChronoUnit.MINUTES).understood(unconfirmed("23", 1)));

    Reread reread = reread(repeat, understood(Messages.update("23", 1)));

    assertThat(reread.result()).isEqualTo(Reread.Result.REWRITTEN);
    assertThat(reread.observeAgain()).isEmpty();
    assertThat(history()).containsExactly("1 first null->unconfirmed", "- repeat null->passed");
    assertThat(state()).isEqualTo("unconfirmed by " + original);
  }

  @Test
  void whatIsReadAsBeforeIsLeftAsItIs() throws SQLException {
    UUID late = appendQuarantined();
    reread(late, Messages.update("23", 4));
    List<String> once = history();

    assertThat(reread(late, Messages.update("23", 4))).isEqualTo(Reread.Result.UNCHANGED);
    assertThat(reread(late, new Interpretation.NotJson("")).result())
        .isEqualTo(Reread.Result.UNCHANGED);
    assertThat(history()).isEqualTo(once);
  }

  @Test
  void whatWouldBeAboutOtherChecksIsLeftAsItIs() throws SQLException {
    UUID message = append(messages.understood(unconfirmed("23", 4)));

    assertThat(reread(message, Messages.update("24", 4))).isEqualTo(Reread.Result.UNFIT);
    assertThat(reread(message, Messages.update("23", 4), Messages.update("24", 4)))
        .isEqualTo(Reread.Result.UNFIT);
    assertThat(history()).containsExactly("1 first null->unconfirmed");
    assertThat(database.column("SELECT COUNT(*) FROM check_state")).containsExactly("1");
  }

  /** The oracle: the same messages at another portal, all of them understood at once. */
  @Test
  void whateverIsUnderstoodLateAndInWhateverOrderEndsAsIfItHadBeenUnderstoodAtOnce()
      throws SQLException {
    for (int seed = 1; seed <= 25; seed++) {
      Random random = new Random(seed);
      PortalId late = Messages.portalIn(database);
      PortalId atOnce = Messages.portalIn(database);
      runBoth(random, new Messages(late), new Messages(atOnce));

      assertThat(story(late)).as("seed %d", seed).isEqualTo(story(atOnce));
      assertThat(sequences(late)).as("seed %d", seed).isEqualTo(sequences(atOnce));
    }
  }

  private void runBoth(Random random, Messages late, Messages atOnce) throws SQLException {
    Map<UUID, Update> waiting = new HashMap<>();
    int count = 3 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      int minutes = 1 + random.nextInt(12);
      Update update = Messages.update("object-" + random.nextInt(2), 3 + random.nextInt(3));
      append(atOnce.later(minutes, ChronoUnit.MINUTES).understood(update));
      late.later(minutes, ChronoUnit.MINUTES);
      if (random.nextInt(3) > 0) {
        waiting.put(append(late.quarantined("unrecognised_type", "")), update);
      } else {
        append(late.understood(update));
      }
      if (random.nextInt(4) == 0) {
        rereadOne(random, waiting);
      }
    }
    while (!waiting.isEmpty()) {
      rereadOne(random, waiting);
    }
  }

  private void rereadOne(Random random, Map<UUID, Update> waiting) throws SQLException {
    if (!waiting.isEmpty()) {
      List<UUID> ids = new ArrayList<>(waiting.keySet());
      Collections.sort(ids);
      UUID chosen = ids.get(random.nextInt(ids.size()));
      Update update = waiting.remove(chosen);
      if (update != null) {
        reread(chosen, update);
      }
    }
  }

  /** Everything that is known of a portal's checks, without ids and sequences. */
  private List<String> story(PortalId of) throws SQLException {
    List<String> story = new ArrayList<>();
    story.addAll(
        database.column(
            """
            SELECT m.received_at || ' ' || m.disposition || ' of '
              || COALESCE(CAST(o.received_at AS VARCHAR), 'nothing') || ': '
              || COALESCE(u.kind, 'repeat') || ' ' || COALESCE(u.previous_outcome, 'null') || '->'
              || u.outcome || CASE WHEN u.returned THEN ' returned' ELSE '' END
            FROM message m JOIN check_update u ON u.message_id = m.id
              LEFT JOIN message o ON o.id = m.duplicate_of
            WHERE m.portal_id = '%s' ORDER BY m.received_at"""
                .formatted(of.value())));
    story.addAll(
        database.column(
            """
            SELECT c.outcome || ' by ' || m.received_at
            FROM check_state c JOIN message m ON m.id = c.message_id
            WHERE c.portal_id = '%s' ORDER BY m.received_at"""
                .formatted(of.value())));
    return story;
  }

  private List<String> sequences(PortalId of) throws SQLException {
    return database.column(
        """
        SELECT sequence FROM check_update WHERE portal_id = '%s' AND sequence IS NOT NULL
        UNION ALL SELECT last_sequence FROM subject WHERE portal_id = '%s' ORDER BY 1"""
            .formatted(of.value(), of.value()));
  }

  @Test
  void twoReplaysAndLiveMessagesOfOneSubjectDoNotDisturbEachOther() throws Exception {
    List<UUID> quarantined = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      messages.later(1, ChronoUnit.MINUTES);
      quarantined.add(appendQuarantined());
    }
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<Integer>> ends = new ArrayList<>();
    for (int replay = 0; replay < 2; replay++) {
      ends.add(threads.submit(() -> rereadAll(quarantined)));
    }
    Future<Integer> live =
        threads.submit(
            () -> {
              for (int i = 0; i < 20; i++) {
                append(
                    messages
                        .later(1, ChronoUnit.MINUTES)
                        .understood(Messages.update("23", 4 + i % 2)));
              }
              return 20;
            });
    int understood = 0;
    for (Future<Integer> end : ends) {
      understood += end.get();
    }
    live.get();
    threads.shutdown();

    assertThat(understood).as("each was read anew by one of the two").isEqualTo(20);
    assertThat(history()).hasSize(40).noneMatch(line -> line.startsWith("-"));
    assertThat(sequences(portal).stream().distinct())
        .as("each change has a number of its own, without gaps")
        .hasSize(40)
        .contains("1", "40");
    assertThat(state()).startsWith("failed by ");
    assertThat(
            database.column("SELECT message_id FROM pending_dispatch WHERE replay_id IS NOT NULL"))
        .as("each of them, and a live one that had been taken for a repeat")
        .doesNotHaveDuplicates()
        .containsAll(quarantined.stream().map(UUID::toString).toList());
  }

  /** As a replay does: a conflict with somebody else is tried again. */
  private int rereadAll(List<UUID> quarantined) throws SQLException {
    int understood = 0;
    for (int i = 0; i < quarantined.size(); i++) {
      for (boolean done = false; !done; ) {
        try {
          Reread.Result result =
              reread(
                  quarantined.get(i),
                  Messages.update(CheckType.RIGHT_TO_RENT, "s", "23", 4 + i % 2));
          understood += result == Reread.Result.UNDERSTOOD ? 1 : 0;
          done = true;
        } catch (SQLException e) {
          if (SqlFailure.of(e) != SqlFailure.CONFLICT) {
            throw e;
          }
        }
      }
    }
    return understood;
  }
}
