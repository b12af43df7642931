package io.checkpost.ingest.check;

import static io.checkpost.api.CheckType.IDENTIFICATION;
import static io.checkpost.api.CheckType.ID_DOCUMENT;
import static io.checkpost.api.CheckType.LIVENESS;
import static io.checkpost.api.CheckType.NAME_CHECK;
import static io.checkpost.api.CheckType.RIGHT_TO_RENT;
import static io.checkpost.ingest.journal.TestJournal.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.TestJournal;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.TestPortals;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class StandingsTest {

  private static final String ADA = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final TestJournal journal;
  private final Standings standings;
  private final PortalId one;
  private final PortalId other;
  private final PortalId w2;

  StandingsTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    journal = new TestJournal(store, clock);
    standings = TestChecks.standings(store);
    Portals portals = TestPortals.over(store, clock);
    one = portals.create("credas", null, PortalSettings.named("one")).portal().id();
    other = portals.create("credas", null, PortalSettings.named("other")).portal().id();
    w2 = portals.create("w2", null, PortalSettings.named("w2")).portal().id();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private MessageId append(PortalId portal, CheckType type, String object, Outcome outcome) {
    clock.advance(Duration.ofHours(1));
    return journal.append(portal, "credas", update(ADA, type, object, outcome)).messageId();
  }

  private void session(String session, String reference, Outcome outcome) {
    clock.advance(Duration.ofHours(1));
    journal.append(w2, "w2", reference, update(session, IDENTIFICATION, session, outcome));
  }

  @Test
  void theWorstComesFirstWithWhatBroughtItThere() {
    append(one, LIVENESS, "l", Outcome.PASSED);
    append(one, RIGHT_TO_RENT, "23", Outcome.PASSED);
    append(one, NAME_CHECK, "n", Outcome.UNCONFIRMED);
    append(other, ID_DOCUMENT, "d", Outcome.FAILED);
    MessageId last = append(one, RIGHT_TO_RENT, "23", Outcome.PENDING);
    append(one, RIGHT_TO_RENT, "23", Outcome.PENDING);

    PersonStanding ada =
        standings.find("credas", "{" + ADA.toUpperCase(Locale.ROOT) + "}", null).orElseThrow();

    assertThat(ada.subjectId()).isEqualTo(ADA);
    assertThat(ada.portals()).containsExactlyInAnyOrder(one, other);
    assertThat(ada.total()).isEqualTo(4);
    assertThat(ada.notPassed()).isEqualTo(3);
    assertThat(ada.checks())
        .extracting(CheckStanding::checkType, CheckStanding::outcome)
        .containsExactly(
            tuple(ID_DOCUMENT, Outcome.FAILED),
            tuple(NAME_CHECK, Outcome.UNCONFIRMED),
            tuple(RIGHT_TO_RENT, Outcome.PENDING),
            tuple(LIVENESS, Outcome.PASSED));
    assertThat(ada.checks().get(2))
        .isEqualTo(
            new CheckStanding(
                RIGHT_TO_RENT,
                one,
                Outcome.PENDING,
                ChangeKind.REGRESSION,
                last,
                clock.instant().minus(Duration.ofHours(1)),
                update(ADA, RIGHT_TO_RENT, "23", Outcome.PENDING)));
  }

  @Test
  void aPortalShowsItsOwnChecksOnly() {
    append(one, LIVENESS, "l", Outcome.PASSED);
    append(other, ID_DOCUMENT, "d", Outcome.FAILED);

    PersonStanding ada = standings.find("credas", ADA, one).orElseThrow();

    assertThat(ada.portals()).hasSize(2);
    assertThat(ada.checks()).extracting(CheckStanding::portalId).containsExactly(one);
    assertThat(standings.find("credas", ADA, w2).orElseThrow().checks()).isEmpty();
    assertThat(standings.find("credas", "nobody", null)).isEmpty();
    assertThat(standings.find("nobody", ADA, null)).isEmpty();
  }

  @Test
  void manyChecksAreCountedAndTheWorstOfThemShown() {
    for (int i = 0; i <= PersonStanding.MOST_CHECKS; i++) {
      append(one, LIVENESS, "l-" + i, Outcome.PASSED);
    }
    append(one, RIGHT_TO_RENT, "23", Outcome.FAILED);

    PersonStanding ada = standings.find("credas", ADA, null).orElseThrow();

    assertThat(ada.total()).isEqualTo(PersonStanding.MOST_CHECKS + 2);
    assertThat(ada.notPassed()).isEqualTo(1);
    assertThat(ada.checks()).hasSize(PersonStanding.MOST_CHECKS);
    assertThat(ada.checks().get(0).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void otherSessionsOfTheReferenceAreRelatedWithinThePortal() {
    session("s-1", "tenant-7", Outcome.CANCELLED);
    session("s-2", "tenant-7", Outcome.PENDING);
    session("s-2", "tenant-7", Outcome.PASSED);
    session("s-3", "tenant-8", Outcome.FAILED);

    assertThat(standings.related("w2", "s-1", null).orElseThrow())
        .containsExactly(
            new RelatedPerson(
                "s-2",
                w2,
                List.of(new CheckOutcome(IDENTIFICATION, Outcome.PASSED)),
                clock.instant().minus(Duration.ofHours(1))));
    assertThat(standings.related("w2", "s-1", one).orElseThrow()).isEmpty();
    assertThat(standings.related("w2", "s-9", null)).isEmpty();
  }

  @Test
  void aReferenceThatEverybodyGotRelatesOnlyTheNewest() {
    session("s-0", "none", Outcome.PASSED);
    for (int i = 1; i <= Relations.MOST + 1; i++) {
      session("s-" + i, "none", Outcome.PASSED);
    }

    assertThat(standings.related("w2", "s-0", null).orElseThrow())
        .hasSize(Relations.MOST)
        .extracting(RelatedPerson::subjectId)
        .startsWith("s-" + (Relations.MOST + 1));
  }

  @Test
  void whomATextNamesIsTold() {
    append(one, LIVENESS, "l", Outcome.PASSED);
    session("s-1", "tenant-7", Outcome.CANCELLED);

    Subjects subjects = TestChecks.subjects(store);
    assertThat(subjects.named(ADA.toUpperCase(Locale.ROOT))).isEqualTo(Map.of("credas", ADA));
    assertThat(subjects.named("s-1")).isEqualTo(Map.of("w2", "s-1"));
    assertThat(subjects.named("tenant-7")).isEmpty();
  }
}
