package io.checkpost.ingest.check;

import static io.checkpost.api.CheckType.ID_DOCUMENT;
import static io.checkpost.api.CheckType.NAME_CHECK;
import static io.checkpost.ingest.journal.TestJournal.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.ChangeKind;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class SubjectsTest {

  private static final String ADA = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final TestJournal journal;
  private final Subjects subjects;
  private final PortalId one;
  private final PortalId other;

  SubjectsTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    journal = new TestJournal(store, clock);
    subjects = TestChecks.subjects(store);
    Portals portals = TestPortals.over(store, clock);
    one = portals.create("credas", null, PortalSettings.named("one")).portal().id();
    other = portals.create("credas", null, PortalSettings.named("other")).portal().id();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private MessageId append(PortalId portal, Outcome outcome) {
    clock.advance(Duration.ofHours(1));
    return journal.append(portal, "credas", update(ADA, ID_DOCUMENT, "doc-1", outcome)).messageId();
  }

  @Test
  void aCheckShowsWhereItStandsAndEveryChangeOldestFirst() {
    Instant start = clock.instant();
    MessageId first = append(one, Outcome.PASSED);
    append(one, Outcome.PASSED);
    MessageId failed = append(one, Outcome.FAILED);
    MessageId back = append(one, Outcome.PASSED);

    Subject ada = subjects.find("credas", "{" + ADA.toUpperCase(Locale.ROOT) + "}").orElseThrow();

    assertThat(ada.subjectId()).isEqualTo(ADA);
    assertThat(ada.checks())
        .containsExactly(
            new Check(
                ID_DOCUMENT,
                "doc-1",
                Outcome.PASSED,
                one,
                List.of(
                    new Change(
                        first,
                        start.plus(Duration.ofHours(1)),
                        null,
                        Outcome.PASSED,
                        ChangeKind.FIRST,
                        false),
                    new Change(
                        failed,
                        start.plus(Duration.ofHours(3)),
                        Outcome.PASSED,
                        Outcome.FAILED,
                        ChangeKind.CONFLICT,
                        false),
                    new Change(
                        back,
                        start.plus(Duration.ofHours(4)),
                        Outcome.FAILED,
                        Outcome.PASSED,
                        ChangeKind.CONFLICT,
                        false))));
  }

  @Test
  void theSamePersonIsShownInEveryPortalTheLastChangedFirst() {
    append(one, Outcome.PASSED);
    append(other, Outcome.FAILED);
    clock.advance(Duration.ofHours(1));
    journal.append(one, "credas", update(ADA, NAME_CHECK, "doc-1", Outcome.REVIEW));

    assertThat(subjects.find("credas", ADA).orElseThrow().checks())
        .extracting(Check::portalId, Check::checkType, Check::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(one, NAME_CHECK, Outcome.REVIEW),
            org.assertj.core.groups.Tuple.tuple(other, ID_DOCUMENT, Outcome.FAILED),
            org.assertj.core.groups.Tuple.tuple(one, ID_DOCUMENT, Outcome.PASSED));
  }

  @Test
  void whomNobodyKnowsIsNotFound() {
    append(one, Outcome.PASSED);

    assertThat(subjects.find("credas", "0" + ADA)).isEmpty();
    assertThat(subjects.find("w2", ADA)).isEmpty();
    assertThat(subjects.find("nobody", ADA)).isEmpty();
  }

  @Test
  void whoseKeyWasDestroyedKeepsOutcomesOnly() {
    append(one, Outcome.PASSED);
    store.execute("DELETE FROM data_key");

    assertThat(subjects.find("credas", ADA).orElseThrow().checks())
        .extracting(Check::objectId, Check::outcome)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(null, Outcome.PASSED));
  }
}
