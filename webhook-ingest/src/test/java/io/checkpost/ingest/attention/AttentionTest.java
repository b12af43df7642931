package io.checkpost.ingest.attention;

import static io.checkpost.ingest.attention.TestAttention.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.checkpost.api.DeliveryDied;
import io.checkpost.api.MessageId;
import io.checkpost.api.ObserverDied;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalSilent;
import io.checkpost.ingest.attention.TestAttention.Stored;
import io.checkpost.ingest.database.Dialect;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
class AttentionTest {

  private static final String SUSPECTED = "FRAUD_SUSPICION_PENDING";
  private static final String CONFIRMED = "FRAUD_SUSPICION_CONFIRMED";

  private final TestAttention at;

  AttentionTest(Dialect dialect) {
    at = new TestAttention(dialect);
  }

  @AfterEach
  void close() {
    at.close();
  }

  @Test
  void whatAProviderAsksAPersonForIsOneItemACheckHoweverOftenItIsSaid() {
    Stored first = at.happens(says("a", Outcome.REVIEW, "MANUAL"));
    AttentionItem opened = at.only();
    Stored second = at.happens(says("a", Outcome.REVIEW, "REFERRED"));
    at.happens(says("b", Outcome.REVIEW));
    at.happens(says("c", Outcome.PASSED));

    assertThat(opened)
        .returns(AttentionKind.REVIEW, AttentionItem::kind)
        .returns(AttentionState.OPEN, AttentionItem::state)
        .returns(at.portal, AttentionItem::portalId)
        .returns("w2", AttentionItem::provider)
        .returns(Outcome.REVIEW, AttentionItem::outcome)
        .returns("session-a", AttentionItem::subjectId)
        .returns(first.messageId(), AttentionItem::messageId);
    assertThat(at.items())
        .extracting(AttentionItem::messageId, AttentionItem::timesSeen)
        .containsExactly(tuple(second.messageId(), 2L), tuple(at.items().get(1).messageId(), 1L));
    assertThat(at.only().openedAt()).isEqualTo(opened.openedAt());
    assertThat(at.only().seenAt()).isAfter(opened.seenAt());
  }

  @Test
  void aResultThatDecidesResolvesTheItemAndSaysSo() {
    at.happens(says("a", Outcome.REVIEW));
    Stored passed = at.happens(says("a", Outcome.PASSED));

    assertThat(at.items()).isEmpty();
    assertThat(at.only())
        .returns(AttentionState.RESOLVED, AttentionItem::state)
        .returns(Outcome.PASSED, AttentionItem::outcome)
        .returns(null, AttentionItem::closedBy)
        .returns(passed.messageId(), AttentionItem::messageId);
    assertThat(at.history(at.only()))
        .extracting(AttentionChange::cause, AttentionChange::from, AttentionChange::to)
        .containsExactly(
            tuple(AttentionCause.NEWS, null, AttentionState.OPEN),
            tuple(AttentionCause.PROVIDER, AttentionState.OPEN, AttentionState.RESOLVED));
  }

  @Test
  void theMostSevereOfWhatIsUnsettledIsWhatAnItemIsAbout() {
    at.happens(says("a", Outcome.REVIEW));
    AttentionItem taken = at.act(at.only(), AttentionAction.ACKNOWLEDGE, "eve");
    at.happens(says("a", Outcome.REVIEW, SUSPECTED));

    // what eve took was less than this
    assertThat(taken.state()).isEqualTo(AttentionState.ACKNOWLEDGED);
    assertThat(at.only())
        .returns(AttentionKind.FRAUD, AttentionItem::kind)
        .returns(AttentionState.OPEN, AttentionItem::state)
        .returns(null, AttentionItem::acknowledgedBy);

    at.happens(says("a", Outcome.REVIEW, "REFERRED"));
    assertThat(at.only().kind()).isEqualTo(AttentionKind.FRAUD);
  }

  @Test
  void aSuspicionIsNotClearedByASessionThatRunsOut() {
    at.happens(says("a", Outcome.REVIEW, SUSPECTED));
    at.happens(says("a", Outcome.EXPIRED));
    assertThat(at.items()).extracting(AttentionItem::kind).containsExactly(AttentionKind.FRAUD);

    at.happens(says("b", Outcome.REVIEW, SUSPECTED));
    at.happens(says("b", Outcome.PASSED));
    assertThat(at.items()).hasSize(1);
  }

  @Test
  void aConfirmedFraudThatPassesAfterwardsStaysAFraud() {
    at.happens(says("a", Outcome.FAILED, CONFIRMED));
    at.happens(says("a", Outcome.PASSED));

    assertThat(at.items())
        .extracting(AttentionItem::kind, AttentionItem::outcome)
        .containsExactly(tuple(AttentionKind.FRAUD, Outcome.PASSED));
  }

  @Test
  void aContradictionIsSettledByAPersonsDecisionAndByNothingLess() {
    at.happens(says("a", Outcome.PASSED));
    at.happens(says("a", Outcome.FAILED));
    at.happens(says("a", Outcome.FAILED, "FAILED_AGAIN"));
    assertThat(at.items()).extracting(AttentionItem::kind).containsExactly(AttentionKind.CONFLICT);

    at.happens(says("a", Outcome.FAILED, "MANUAL_FAIL", true));
    assertThat(at.items()).isEmpty();
  }

  @Test
  void aDecidedCheckThatIsOpenAgainAndACodeThatNobodyKnowsNeedAPerson() {
    at.happens(says("a", Outcome.PASSED));
    at.happens(says("a", Outcome.PENDING));
    at.happens(says("b", Outcome.UNRECOGNISED, "ODD"));

    assertThat(at.items())
        .extracting(AttentionItem::kind)
        .containsExactly(AttentionKind.REGRESSION, AttentionKind.UNRECOGNISED);
  }

  @Test
  void newsOpensWhatWasClosedAndTheHistoryIsKept() {
    at.happens(says("a", Outcome.REVIEW));
    at.act(at.only(), AttentionAction.IGNORE, "eve", "known to us");
    AttentionItem ignored = at.only();
    Stored news = at.happens(says("a", Outcome.REVIEW, "REFERRED"));

    assertThat(ignored)
        .returns(AttentionState.IGNORED, AttentionItem::state)
        .returns("known to us", AttentionItem::comment);
    assertThat(at.only())
        .returns(AttentionState.OPEN, AttentionItem::state)
        .returns(null, AttentionItem::closedBy)
        .returns(null, AttentionItem::comment)
        .returns(news.messageId(), AttentionItem::messageId);
    assertThat(at.only().openedAt()).isAfter(ignored.openedAt());
    assertThat(at.history(at.only()))
        .extracting(AttentionChange::to, AttentionChange::by, AttentionChange::comment)
        .containsExactly(
            tuple(AttentionState.OPEN, null, null),
            tuple(AttentionState.IGNORED, "eve", "known to us"),
            tuple(AttentionState.OPEN, null, null));
  }

  @Test
  void anOlderUpdateThatIsObservedLateOpensAndOverwritesNothing() {
    Stored review = at.store(says("a", Outcome.REVIEW));
    Stored passed = at.store(says("a", Outcome.PASSED));
    at.observe(passed);
    at.observe(review);
    assertThat(at.all()).isEmpty();

    Stored early = at.store(says("b", Outcome.REVIEW));
    Stored late = at.store(says("b", Outcome.REVIEW, "REFERRED"));
    at.observe(late);
    at.act(at.only(), AttentionAction.RESOLVE, "eve");
    at.observe(early);
    at.observe(early, true);
    assertThat(at.items()).isEmpty();
    assertThat(at.only())
        .returns(late.messageId(), AttentionItem::messageId)
        .returns(1L, AttentionItem::timesSeen);
  }

  @Test
  void aSuspicionThatIsObservedLateIsNotHiddenByWhatCameMeanwhile() {
    Stored suspected = at.store(says("a", Outcome.REVIEW, SUSPECTED));
    Stored pending = at.store(says("a", Outcome.PENDING));
    at.observe(pending);
    at.observe(suspected);

    assertThat(at.items())
        .extracting(AttentionItem::kind, AttentionItem::outcome)
        .containsExactly(tuple(AttentionKind.FRAUD, Outcome.PENDING));
  }

  @Test
  void aReplayOfWhatIsKnownChangesNothing() {
    Stored first = at.happens(says("a", Outcome.REVIEW));
    Stored second = at.happens(says("a", Outcome.REVIEW, "REFERRED"));
    AttentionItem before = at.act(at.only(), AttentionAction.RESOLVE, "eve");
    at.clock.advance(Duration.ofHours(1));

    at.observe(first, true);
    at.observe(second, true);
    at.observe(second, true);

    assertThat(at.all()).containsExactly(before);
  }

  @Test
  void whateverTheOrderOfObservationTheEndIsTheSame() {
    List<Stored> stored = new ArrayList<>();
    for (String object : List.of("a", "b", "c", "d")) {
      stored.add(at.store(says(object, Outcome.REVIEW, SUSPECTED)));
      stored.add(at.store(says(object, Outcome.PENDING)));
      stored.add(at.store(says(object, Outcome.REVIEW, "REFERRED")));
      stored.add(at.store(says(object, object.equals("a") ? Outcome.PASSED : Outcome.CANCELLED)));
    }
    Collections.shuffle(stored, new Random(7));
    stored.forEach(at::observe);

    assertThat(at.items())
        .extracting(AttentionItem::kind, AttentionItem::outcome)
        .containsExactly(
            tuple(AttentionKind.FRAUD, Outcome.CANCELLED),
            tuple(AttentionKind.FRAUD, Outcome.CANCELLED),
            tuple(AttentionKind.FRAUD, Outcome.CANCELLED));
  }

  @Test
  void manyAtOnceMakeOneItem() throws Exception {
    List<Stored> stored = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      stored.add(at.store(says("a", Outcome.REVIEW, "REFERRED_" + i)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> done = new ArrayList<>();
    for (Stored each : stored) {
      done.add(threads.submit(() -> at.observe(each)));
    }
    for (Future<?> each : done) {
      each.get();
    }
    threads.shutdown();

    assertThat(at.all()).hasSize(1);
    assertThat(at.only().messageId()).isEqualTo(stored.get(7).messageId());
    assertThat(at.history(at.only())).hasSize(1);
  }

  @Test
  void aCheckThatIsPendingTooLongIsFoundOnceAndLeftWhereItGoesOn() {
    at.happens(says("a", Outcome.PENDING));
    at.happens(says("b", Outcome.PENDING));
    at.clock.advance(Duration.ofHours(47));
    at.look();
    assertThat(at.items()).isEmpty();

    at.happens(says("b", Outcome.PASSED));
    at.clock.advance(Duration.ofHours(1));
    at.look();
    assertThat(at.items())
        .extracting(AttentionItem::kind, AttentionItem::subjectId)
        .containsExactly(tuple(AttentionKind.OVERDUE, "session-a"));

    AttentionItem item = at.only();
    at.act(item, AttentionAction.RESOLVE, "eve");
    at.clock.advance(Duration.ofHours(100));
    at.look();
    assertThat(at.items()).isEmpty();

    at.happens(says("a", Outcome.PENDING, "STILL"));
    at.clock.advance(Duration.ofHours(49));
    at.look();
    assertThat(at.items()).hasSize(1);
    at.happens(says("a", Outcome.PENDING, "MOVING"));
    assertThat(at.items()).isEmpty();
  }

  @Test
  void aReviewThatWasNeverObservedIsFoundByTheLook() {
    at.store(says("a", Outcome.REVIEW));
    at.clock.advance(Duration.ofHours(49));
    at.look();

    assertThat(at.items()).extracting(AttentionItem::kind).containsExactly(AttentionKind.REVIEW);
  }

  @Test
  void moreThanABatchOfPendingChecksIsFoundToTheLast() {
    for (int i = 0; i < 201; i++) {
      at.store(says("object-" + i, Outcome.PENDING));
    }
    at.clock.advance(Duration.ofHours(60));
    at.look();

    assertThat(at.store.number("SELECT COUNT(*) FROM attention_item")).isEqualTo(201);
  }

  @Test
  void aMessageInQuarantineIsAnItemUntilItIsUnderstood() {
    MessageId odd = at.storeQuarantined("ambiguous");
    MessageId newType = at.storeQuarantined("unrecognised_type");
    at.observeQuarantined(odd);
    at.observeQuarantined(odd);
    at.observeQuarantined(newType);

    assertThat(at.items())
        .extracting(AttentionItem::kind, AttentionItem::messageId, AttentionItem::detail)
        .containsExactly(
            tuple(AttentionKind.QUARANTINED, odd, "ambiguous"),
            tuple(AttentionKind.UNRECOGNISED, newType, "unrecognised_type"));

    AttentionItem oddItem = at.items().get(0);
    at.store.execute("UPDATE message SET disposition = 'accepted' WHERE id = ?", odd.value());
    at.look();
    assertThat(at.items()).extracting(AttentionItem::messageId).containsExactly(newType);
    assertThat(at.history(oddItem))
        .extracting(AttentionChange::cause)
        .containsExactly(AttentionCause.NEWS, AttentionCause.PROVIDER);
  }

  private void dies(UUID delivery, Instant when) throws SQLException {
    at.observer.died(
        new DeliveryDied(
            delivery, new MessageId(UUID.randomUUID()), at.portal, at.other, 14, "http_5xx", when));
  }

  @Test
  void deadDeliveriesAreOneItemATargetUntilNoneIsDeadAnyMore() throws Exception {
    UUID first = UUID.randomUUID();
    at.deadTargets.add(at.other.toString());
    dies(first, at.clock.instant());
    dies(first, at.clock.instant());
    dies(UUID.randomUUID(), at.clock.instant().plusSeconds(1));

    assertThat(at.only())
        .returns(AttentionKind.DELIVERY_DIED, AttentionItem::kind)
        .returns(at.other, AttentionItem::portalId)
        .returns(2L, AttentionItem::timesSeen)
        .returns("http_5xx", AttentionItem::detail);

    at.clock.advance(Duration.ofMinutes(1));
    at.look();
    assertThat(at.items()).hasSize(1);
    at.deadTargets.clear();
    at.look();
    assertThat(at.items()).isEmpty();
    assertThat(at.history(at.only()))
        .extracting(AttentionChange::cause)
        .containsExactly(AttentionCause.NEWS, AttentionCause.GONE);
  }

  @Test
  void whatNoEventToldIsFoundByTheLookAndWhatAPersonClosedIsLeft() throws Exception {
    at.deadTargets.add(at.other.toString());
    at.look();
    assertThat(at.items()).hasSize(1);

    at.act(at.only(), AttentionAction.IGNORE, "eve");
    at.clock.advance(Duration.ofMinutes(1));
    at.look();
    assertThat(at.items()).isEmpty();

    dies(UUID.randomUUID(), at.clock.instant());
    assertThat(at.items()).hasSize(1);
  }

  @Test
  void deadObserversAndSilentPortalsAreItemsOfTheirOwn() throws Exception {
    at.observer.died(
        new ObserverDied(
            "com.example.Lettings#paid",
            new MessageId(UUID.randomUUID()),
            at.portal,
            "w2",
            12,
            "java.lang.IllegalStateException",
            at.clock.instant()));
    at.observer.silent(
        new PortalSilent(at.portal, at.clock.instant(), Duration.ofHours(2), at.clock.instant()));

    assertThat(at.items())
        .extracting(AttentionItem::kind, AttentionItem::portalId, AttentionItem::detail)
        .containsExactly(
            tuple(AttentionKind.OBSERVER_DIED, null, "com.example.Lettings#paid"),
            tuple(AttentionKind.PORTAL_SILENT, at.portal, null));
  }
}
