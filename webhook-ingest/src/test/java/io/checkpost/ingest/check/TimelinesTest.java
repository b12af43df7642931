package io.checkpost.ingest.check;

import static io.checkpost.api.CheckType.IDENTIFICATION;
import static io.checkpost.api.CheckType.ID_DOCUMENT;
import static io.checkpost.api.CheckType.LIVENESS;
import static io.checkpost.api.CheckType.RIGHT_TO_RENT;
import static io.checkpost.ingest.journal.TestJournal.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.journal.TestJournal;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.problem.InvalidInput;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class TimelinesTest {

  private static final String ADA = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
  private static final String BOB = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final TestJournal journal;
  private final Timelines timelines;
  private final PortalId one;
  private final PortalId other;
  private final PortalId w2;

  TimelinesTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    journal = new TestJournal(store, clock);
    timelines = TestChecks.timelines(store);
    Portals portals = TestPortals.over(store, clock);
    one = portals.create("credas", null, PortalSettings.named("one")).portal().id();
    other = portals.create("credas", null, PortalSettings.named("other")).portal().id();
    w2 = portals.create("w2", null, PortalSettings.named("w2")).portal().id();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private MessageId append(PortalId portal, Update... updates) {
    clock.advance(Duration.ofHours(1));
    return journal.append(portal, "credas", updates).messageId();
  }

  private MessageId session(String session, @Nullable String reference, Outcome outcome) {
    clock.advance(Duration.ofHours(1));
    return journal
        .append(w2, "w2", reference, update(session, IDENTIFICATION, session, outcome))
        .messageId();
  }

  private static PersonFilter everything(String subjectId) {
    return new PersonFilter("credas", subjectId, null, false);
  }

  private List<PersonChange> all(PersonFilter filter) {
    return timelines.list(filter, 200, null).orElseThrow().items();
  }

  @Test
  void theChangesOfAllChecksAreOneListNewestFirstAndRepeatsAreNotInIt() {
    MessageId first = append(one, update(ADA, RIGHT_TO_RENT, "23", Outcome.REVIEW));
    append(one, update(ADA, RIGHT_TO_RENT, "23", Outcome.REVIEW));
    MessageId second = append(other, update(ADA, ID_DOCUMENT, "doc", Outcome.PASSED));
    MessageId third = append(one, update(ADA, RIGHT_TO_RENT, "23", Outcome.FAILED));
    append(one, update(BOB, RIGHT_TO_RENT, "24", Outcome.FAILED));

    List<PersonChange> changes = all(everything(ADA.toUpperCase(Locale.ROOT)));

    assertThat(changes)
        .extracting(
            change -> change.change().messageId(),
            PersonChange::portalId,
            PersonChange::checkType,
            change -> change.change().from(),
            change -> change.change().to(),
            PersonChange::subjectId)
        .containsExactly(
            tuple(third, one, RIGHT_TO_RENT, Outcome.REVIEW, Outcome.FAILED, ADA),
            tuple(second, other, ID_DOCUMENT, null, Outcome.PASSED, ADA),
            tuple(first, one, RIGHT_TO_RENT, null, Outcome.REVIEW, ADA));
    assertThat(changes.get(0).update()).isEqualTo(update(ADA, RIGHT_TO_RENT, "23", Outcome.FAILED));
    assertThat(all(new PersonFilter("credas", ADA, other, false)))
        .extracting(change -> change.change().messageId())
        .containsExactly(second);
  }

  @Test
  void pagesAreTheSameFromBothSidesAlsoWithinAMessage() {
    for (int i = 0; i < 4; i++) {
      List<Update> updates = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        updates.add(update(ADA, LIVENESS, "o-" + i + "-" + j, Outcome.PASSED));
      }
      append(i % 2 == 0 ? one : other, updates.toArray(Update[]::new));
    }
    List<PersonChange> all = all(everything(ADA));
    assertThat(all).hasSize(12);
    assertThat(all).extracting(PersonChange::ordinal).startsWith(2, 1, 0, 2);

    List<PersonChange> forth = new ArrayList<>();
    String cursor = null;
    do {
      Page<PersonChange> page = timelines.list(everything(ADA), 5, cursor).orElseThrow();
      forth.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    assertThat(forth).isEqualTo(all);

    Page<PersonChange> back =
        timelines.listNewer(everything(ADA), 5, all.get(7).place().toString()).orElseThrow();
    assertThat(back.items()).isEqualTo(all.subList(2, 7));
    assertThat(back.next()).isNotNull();
    assertThat(timelines.listNewer(everything(ADA), 5, all.get(5).place().toString()).orElseThrow())
        .isEqualTo(new Page<>(all.subList(0, 5), null));
  }

  @Test
  void sessionsOfOneReferenceInOnePortalAreOneTimeLine() {
    MessageId cancelled = session("s-1", "tenant-7", Outcome.CANCELLED);
    MessageId passed = session("s-2", "tenant-7", Outcome.PASSED);
    session("s-3", "tenant-8", Outcome.FAILED);
    session("s-4", null, Outcome.FAILED);
    // the same reference at another customer is another person's
    PortalId stranger =
        TestPortals.over(store, clock)
            .create("w2", null, PortalSettings.named("stranger"))
            .portal()
            .id();
    journal.append(
        stranger, "w2", "tenant-7", update("s-5", IDENTIFICATION, "s-5", Outcome.FAILED));

    assertThat(all(new PersonFilter("w2", "s-1", null, true)))
        .extracting(PersonChange::subjectId, change -> change.change().messageId())
        .containsExactly(tuple("s-2", passed), tuple("s-1", cancelled));
    assertThat(all(new PersonFilter("w2", "s-1", null, false)))
        .extracting(PersonChange::subjectId)
        .containsExactly("s-1");
    assertThat(all(new PersonFilter("w2", "s-4", null, true)))
        .extracting(PersonChange::subjectId)
        .containsExactly("s-4");
  }

  @Test
  void whatWasUnderstoodLaterSaysWhen() {
    MessageId message = append(one, update(ADA, RIGHT_TO_RENT, "23", Outcome.REVIEW));
    store.execute(
        "UPDATE message SET reinterpreted_at = ?, former_disposition = 'quarantined' WHERE id = ?",
        OffsetDateTime.of(2026, 12, 1, 9, 0, 0, 0, ZoneOffset.UTC),
        message.value());
    append(one, update(ADA, RIGHT_TO_RENT, "23", Outcome.FAILED));

    assertThat(all(everything(ADA)))
        .extracting(PersonChange::understoodAt)
        .containsExactly(
            null, OffsetDateTime.of(2026, 12, 1, 9, 0, 0, 0, ZoneOffset.UTC).toInstant());
  }

  @Test
  void whoseKeyWasDestroyedKeepsOutcomesAndTimes() {
    append(one, update(ADA, RIGHT_TO_RENT, "23", Outcome.REVIEW));
    store.execute("DELETE FROM data_key");

    assertThat(all(everything(ADA)))
        .extracting(PersonChange::subjectId, PersonChange::update, change -> change.change().to())
        .containsExactly(tuple(null, null, Outcome.REVIEW));
  }

  @Test
  void whomNobodyKnowsHasNoTimeLineAndAWrongPlaceIsNamed() {
    append(one, update(ADA, RIGHT_TO_RENT, "23", Outcome.REVIEW));

    assertThat(timelines.list(everything(BOB), 5, null)).isEmpty();
    assertThat(timelines.list(new PersonFilter("nobody", ADA, null, true), 5, null)).isEmpty();
    for (String wrong : List.of("", "x", "A".repeat(38) + "!", "A".repeat(37))) {
      assertThatThrownBy(() -> timelines.list(everything(ADA), 5, wrong))
          .as(wrong)
          .isInstanceOfSatisfying(
              InvalidInput.class, e -> assertThat(e.field()).isEqualTo("cursor"));
    }
  }
}
