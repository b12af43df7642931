package io.checkpost.ingest.overview;

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
import io.checkpost.ingest.journal.Messages;
import io.checkpost.ingest.journal.Reinterpretation;
import io.checkpost.ingest.journal.TestJournal;
import io.checkpost.ingest.privacy.BlindIndex;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ReceivedFiguresTest {

  private static final UUID REPLAY = UUID.fromString("00000000-0000-7000-8000-0000000000ff");

  private final MutableClock clock = new MutableClock();
  private final TestDatabase database;
  private final TestJournal journal;
  private final ReceivedFigures figures;
  private final ReceivedFolding folding;
  private final PortalId portal;
  private final PortalId other;

  ReceivedFiguresTest(Dialect dialect) {
    database = TestDatabase.of(dialect);
    journal = new TestJournal(database, clock);
    figures = new ReceivedFigures(database.database(), clock);
    folding = new ReceivedFolding(database.database(), clock);
    portal = Messages.portalIn(database);
    other = Messages.portalIn(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Received of(@Nullable PortalId only) {
    return figures.of(Period.DAY, only, ZoneOffset.UTC);
  }

  private Received.Slot now(@Nullable PortalId only) {
    List<Received.Slot> slots = of(only).slots();
    return slots.get(slots.size() - 1);
  }

  private static List<String> reported(Received received) {
    return received.reported().stream()
        .map(each -> each.checkType() + " " + each.outcome().code() + " " + each.messages())
        .toList();
  }

  private static Update liveness(String object, Outcome outcome) {
    return TestJournal.update("s", CheckType.LIVENESS, object, outcome);
  }

  private UUID append(Update... updates) {
    return journal.append(portal, "credas", updates).messageId().value();
  }

  private UUID appendQuarantined() {
    return journal
        .append(portal, "credas", new Interpretation.Quarantined("not_json", "No JSON."))
        .messageId()
        .value();
  }

  private void reread(UUID message, Update... updates) throws SQLException {
    Reinterpretation reinterpretation =
        new Reinterpretation(
            database.database(), database.keyset(), new BlindIndex(database.keyset()), clock);
    database
        .database()
        .inTransaction(
            connection ->
                reinterpretation.apply(
                    connection,
                    reinterpretation.open(connection, message).orElseThrow(),
                    new Interpretation.Understood(
                        updates[0].subjectId(), null, false, List.of(updates)),
                    REPLAY));
  }

  @Test
  void figuresAreExactAtOnceAndStaySoWhenTheyAreFolded() throws SQLException {
    assertThat(figures.isNothing()).isTrue();
    append(liveness("a", Outcome.PASSED));
    append(liveness("a", Outcome.PASSED));
    append(liveness("b", Outcome.FAILED));
    appendQuarantined();
    journal.append(other, "credas", liveness("a", Outcome.PASSED));

    for (int round = 0; round < 2; round++) {
      assertThat(now(null))
          .extracting("accepted", "duplicate", "quarantined")
          .containsExactly(3L, 1L, 1L);
      assertThat(now(portal))
          .extracting("accepted", "duplicate", "quarantined")
          .containsExactly(2L, 1L, 1L);
      assertThat(of(null).all()).isEqualTo(5);
      assertThat(of(null).quarantined()).isEqualTo(1);
      assertThat(reported(of(null))).containsExactly("liveness failed 1", "liveness passed 2");
      assertThat(reported(of(other))).containsExactly("liveness passed 1");
      assertThat(figures.isNothing()).isFalse();
      folding.fold();
      assertThat(database.number("SELECT COUNT(*) FROM received_delta")).isZero();
    }
  }

  @Test
  void everyMessageIsInTheHourInWhichItCame() throws SQLException {
    append(liveness("a", Outcome.PASSED));
    folding.fold();
    clock.advance(Duration.ofHours(3));
    append(liveness("b", Outcome.PASSED));
    folding.fold();
    append(liveness("c", Outcome.PASSED));

    List<Received.Slot> slots = of(null).slots();
    assertThat(slots.get(20).all()).isEqualTo(1);
    assertThat(slots.get(23).all()).isEqualTo(2);
    assertThat(of(null).all()).isEqualTo(3);

    clock.advance(Duration.ofHours(22));
    assertThat(of(null).all()).isEqualTo(2);
    assertThat(figures.of(Period.WEEK, null, ZoneOffset.UTC).all()).isEqualTo(3);
    assertThat(reported(figures.of(Period.MONTH, portal, ZoneOffset.UTC)))
        .containsExactly("liveness passed 3");
  }

  @Test
  void aMessageThatSaysTheSameOfSeveralObjectsIsOneMessage() {
    append(
        liveness("a", Outcome.PASSED),
        liveness("b", Outcome.PASSED),
        liveness("c", Outcome.REVIEW));

    assertThat(reported(of(null))).containsExactly("liveness passed 1", "liveness review 1");
  }

  @Test
  void figuresFollowWhatIsReadAgain() throws SQLException {
    UUID late = appendQuarantined();
    clock.advance(Duration.ofMinutes(1));
    UUID rewritten = append(liveness("b", Outcome.UNCONFIRMED));
    UUID repeat = append(liveness("a", Outcome.PASSED));
    folding.fold();
    clock.advance(Duration.ofHours(2));

    reread(late, liveness("a", Outcome.PASSED));
    reread(rewritten, liveness("b", Outcome.FAILED));

    assertThat(database.column("SELECT disposition FROM message WHERE id = ?", repeat))
        .containsExactly("duplicate");
    assertFiguresAreWhatIsStored();
    assertThat(of(null).slots().get(21))
        .extracting("accepted", "duplicate", "quarantined")
        .containsExactly(2L, 1L, 0L);
    assertThat(reported(of(null))).containsExactly("liveness failed 1", "liveness passed 1");

    folding.fold();
    assertFiguresAreWhatIsStored();
  }

  @Test
  void aRepeatThatBecomesNewsIsCountedAsThat() throws SQLException {
    append(liveness("a", Outcome.PASSED));
    clock.advance(Duration.ofMinutes(1));
    UUID between = appendQuarantined();
    clock.advance(Duration.ofMinutes(1));
    append(liveness("a", Outcome.PASSED));

    reread(between, liveness("a", Outcome.FAILED));

    assertFiguresAreWhatIsStored();
    assertThat(reported(of(null))).containsExactly("liveness failed 1", "liveness passed 2");
  }

  /** Counts what the lists show to which the figures lead. */
  private void assertFiguresAreWhatIsStored() {
    for (PortalId only : new PortalId[] {null, portal, other}) {
      String portals = only == null ? "" : " AND m.portal_id = '" + only + "'";
      Received received = of(only);
      for (String disposition : List.of("accepted", "duplicate", "quarantined")) {
        assertThat(
                received.slots().stream()
                    .mapToLong(
                        slot ->
                            switch (disposition) {
                              case "accepted" -> slot.accepted();
                              case "duplicate" -> slot.duplicate();
                              default -> slot.quarantined();
                            })
                    .sum())
            .as(disposition)
            .isEqualTo(
                database.number(
                    "SELECT COUNT(*) FROM message m WHERE m.disposition = ?" + portals,
                    disposition));
      }
      for (Outcome outcome : Outcome.values()) {
        assertThat(
                received.reported().stream()
                    .filter(each -> each.outcome() == outcome)
                    .mapToLong(Received.Reported::messages)
                    .sum())
            .as(outcome.code())
            .isEqualTo(
                database.number(
                    """
                    SELECT COUNT(DISTINCT m.id) FROM message m
                    JOIN check_update u ON u.message_id = m.id
                    WHERE m.disposition = 'accepted' AND u.outcome = ?"""
                        + portals,
                    outcome.code()));
      }
    }
  }

  @Test
  void whatWasThereBeforeTheFiguresIsCountedWhenTheyAreMade() throws Exception {
    UUID late = appendQuarantined();
    append(liveness("a", Outcome.PASSED), liveness("b", Outcome.PASSED));
    clock.advance(Duration.ofHours(1));
    append(liveness("a", Outcome.PASSED));
    journal.append(other, "credas", liveness("a", Outcome.FAILED));
    Received before = of(null);
    Received beforeOfPortal = of(portal);
    database.execute("DROP TABLE received_hour");
    database.execute("DROP TABLE received_delta");
    database.execute("DELETE FROM duty WHERE name = 'received'");

    migrate();

    assertThat(of(null)).isEqualTo(before);
    assertThat(of(portal)).isEqualTo(beforeOfPortal);
    reread(late, liveness("c", Outcome.REVIEW));
    folding.fold();
    assertFiguresAreWhatIsStored();
  }

  private void migrate() throws IOException {
    String script =
        "/io/checkpost/ingest/database/%s/V13__received.sql"
            .formatted(database.database().dialect() == Dialect.H2 ? "h2" : "postgresql");
    try (InputStream in = Objects.requireNonNull(Dialect.class.getResourceAsStream(script))) {
      String sql = new String(in.readAllBytes(), UTF_8).replaceAll("(?m)^ *--.*$", "");
      for (String statement : sql.split(";", -1)) {
        if (!statement.isBlank()) {
          database.execute(statement);
        }
      }
    }
  }

  @Test
  void nothingIsLostOrCountedTwiceWhileSeveralWriteTwoNodesFoldAndSomebodyReads() throws Exception {
    ReceivedFolding second = new ReceivedFolding(database.database(), clock);
    int writers = 3;
    int each = 60;
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> written = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int number = writer;
        written.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    begun.incrementAndGet();
                    journal.append(
                        number == 0 ? other : portal,
                        "credas",
                        TestJournal.update(
                            "s" + number, CheckType.LIVENESS, "o" + i, Outcome.PASSED));
                    done.incrementAndGet();
                  }
                }));
      }
      List<Future<?>> beside = new ArrayList<>();
      for (ReceivedFolding node : List.of(folding, second)) {
        beside.add(
            threads.submit(
                () -> {
                  while (writing.get()) {
                    node.fold();
                    clock.advance(Duration.ofMillis(200));
                  }
                  return null;
                }));
      }
      beside.add(
          threads.submit(
              () -> {
                while (writing.get()) {
                  int least = done.get();
                  long seen = figures.of(Period.WEEK, null, ZoneOffset.UTC).all();
                  assertThat(seen).isBetween((long) least, (long) begun.get());
                }
              }));
      for (Future<?> future : written) {
        future.get();
      }
      writing.set(false);
      for (Future<?> future : beside) {
        future.get();
      }
    } finally {
      writing.set(false);
      threads.shutdownNow();
    }

    assertThat(done.get()).isEqualTo(writers * each);
    assertFiguresAreWhatIsStored();
    clock.advance(Duration.ofMinutes(1));
    second.fold();
    assertThat(database.number("SELECT COUNT(*) FROM received_delta")).isZero();
    assertFiguresAreWhatIsStored();
  }

  @Test
  void oneNodeFoldsAtATimeAndAnotherTakesOver() throws Exception {
    ReceivedFolding second = new ReceivedFolding(database.database(), clock);
    folding.fold();
    append(liveness("a", Outcome.PASSED));

    second.fold();
    assertThat(database.number("SELECT COUNT(*) FROM received_delta")).isPositive();

    folding.close(Duration.ofSeconds(1));
    clock.advance(Duration.ofMillis(1));
    second.fold();
    assertThat(database.number("SELECT COUNT(*) FROM received_delta")).isZero();
    assertThat(of(null).all()).isEqualTo(1);
  }

  @Test
  void moreDeltasThanAStepTakesAreFoldedInSteps() throws SQLException {
    database.execute(
        """
        INSERT INTO received_delta (portal_id, since, disposition, check_type, outcome, messages)
        SELECT p.id, CAST('2026-11-22T09:00:00Z' AS TIMESTAMP WITH TIME ZONE), 'accepted', '', '', 1
        FROM portal p, %s numbers WHERE p.id = ?"""
            .formatted(
                database.database().dialect() == Dialect.H2
                    ? "SYSTEM_RANGE(1, 4100)"
                    : "generate_series(1, 4100)"),
        portal.value());

    folding.fold();

    assertThat(database.column("SELECT messages FROM received_hour"))
        .containsExactly("4100", "4100");
  }
}
