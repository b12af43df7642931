package io.checkpost.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Who waits for what, in the moments between what happened and its being written: too short to be
 * met by chance in a test of the whole dispatch.
 */
class LanesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant OVER = NOW.minusSeconds(1);
  private static final UUID SUBJECT = new UUID(0, 1);
  private static final String OBSERVER = "observer";
  private static final String OTHER = "other";

  private final Lanes lanes = new Lanes();

  private static Work message(long position) {
    UUID id = new UUID(1, position);
    return new Work(position, id, id, SUBJECT, 0, null, false, null);
  }

  private static Work owed(long position) {
    return message(position).with(new Work.Owed(0, OBSERVER, 1, OVER, false));
  }

  /** Begins messages with what is written of their subject. */
  private void add(Map<String, Backlog> written, Work... works) {
    for (Work work : works) {
      lanes.add(new LoadedWork(work, "credas", NOW, List.of()), written);
    }
  }

  private Lanes.Turn begin(Work work) {
    return lanes.begin(work, OBSERVER, NOW);
  }

  @Test
  void anObserverIsCalledWhenNothingOfTheSubjectIsBeforeIt() {
    add(Map.of(), message(1));

    assertThat(begin(message(1))).isEqualTo(Lanes.Turn.CALL);
  }

  @Test
  void whatFailedAMomentAgoHoldsTheNextAlthoughThatIsNotWrittenYet() {
    add(Map.of(), message(1), message(2));
    begin(message(1));
    lanes.failed(message(1), OBSERVER, NOW.plusSeconds(1));

    assertThat(begin(message(2))).isEqualTo(Lanes.Turn.HOLD);
    assertThat(lanes.begin(message(2), OTHER, NOW)).isEqualTo(Lanes.Turn.CALL);
  }

  @Test
  void whatWasHeldAMomentAgoHoldsTheNextAlthoughItWaitsForNobodyAnyMore() {
    assertThat(lanes.tryBegin(owed(1), OBSERVER, Map.of())).isTrue();
    add(Map.of(), message(2), message(3));
    assertThat(begin(message(2))).isEqualTo(Lanes.Turn.HOLD);
    lanes.finished(owed(1), Map.of());

    assertThat(begin(message(3))).isEqualTo(Lanes.Turn.HOLD);
  }

  @Test
  void anObserverIsNotCalledTwiceAtOnceForASubjectAlthoughTheHoldIsOver() {
    Map<String, Backlog> overdue = Map.of(OBSERVER, Backlog.ofFailure(OVER));
    assertThat(lanes.tryBegin(owed(1), OBSERVER, overdue)).isTrue();
    add(overdue, message(2));

    assertThat(begin(message(2))).isEqualTo(Lanes.Turn.HOLD);
    assertThat(lanes.tryBegin(owed(1), OBSERVER, overdue)).isFalse();
  }

  @Test
  void whatWasOvertakenIsNotTriedAgainBeforeThatIsWritten() {
    Map<String, Backlog> overdue = Map.of(OBSERVER, Backlog.ofFailure(OVER));
    add(overdue, message(2));
    assertThat(begin(message(2))).isEqualTo(Lanes.Turn.OVERTAKE);
    lanes.returned(message(2), OBSERVER);

    assertThat(lanes.tryBegin(owed(1), OBSERVER, overdue)).isFalse();
    lanes.finished(message(2), overdue);
    assertThat(lanes.tryBegin(owed(1), OBSERVER, overdue)).isTrue();
  }

  @Test
  void aTurnWithWhatIsOwedEndsWhenItsEndIsWritten() {
    lanes.tryBegin(owed(1), OBSERVER, Map.of());
    add(Map.of(), message(2));
    lanes.finished(owed(1), Map.of());

    assertThat(begin(message(2))).isEqualTo(Lanes.Turn.CALL);
  }

  @Test
  void whatIsWrittenCountsFromWhenASubjectsWorksBeginAndEnd() {
    add(Map.of(OBSERVER, Backlog.ofHeld()), message(1), message(2));
    assertThat(begin(message(1))).isEqualTo(Lanes.Turn.HOLD);
    lanes.finished(message(1), Map.of());

    assertThat(begin(message(2))).isEqualTo(Lanes.Turn.CALL);
  }

  @Test
  void aLaneIsKnownToBeUnderWayUntilItsLastEndIsWritten() {
    add(Map.of(), message(1));
    assertThat(lanes.notUnderWay(List.of(SUBJECT))).isEmpty();

    lanes.next(SUBJECT);
    lanes.next(SUBJECT);
    lanes.finished(message(1), null);
    assertThat(lanes.notUnderWay(List.of(SUBJECT))).containsExactly(SUBJECT);
  }
}
