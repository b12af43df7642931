package io.checkpost.ingest.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.dispatch.ObserverLane.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ObserverLaneTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static Row held(int ordinal) {
    return new Row(new UUID(0, 0), ordinal, null, null, NOW);
  }

  private static Row failed(int ordinal, long holdSeconds) {
    return new Row(new UUID(0, 0), ordinal, NOW, NOW.plusSeconds(holdSeconds), NOW);
  }

  private static ObserverLane lane(Row... rows) {
    return new ObserverLane(List.of(rows));
  }

  @Test
  void whatWasNeverGivenWaitsForWhatWasNeverGivenBefore() {
    assertThat(lane(held(0), held(1)).freeFrom(new UUID(0, 0), 0)).contains(Instant.MIN);
    assertThat(lane(held(0), held(1)).freeFrom(new UUID(0, 0), 1)).isEmpty();
  }

  @Test
  void whatWasNeverGivenWaitsForAFailureUntilItsHoldEnds() {
    assertThat(lane(failed(0, 5), failed(1, 3), held(2)).freeFrom(new UUID(0, 0), 2))
        .contains(NOW.plusSeconds(5));
  }

  /** Numbers: 0 was never given, others failed and hold for so long, or no longer. */
  @Property
  void exactlyTheNextIsFreeOnceAllHoldsHaveEnded(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -5, max = 5) Integer> kinds) {
    List<Row> rows = new ArrayList<>();
    for (int kind : kinds) {
      rows.add(kind == 0 ? held(rows.size()) : failed(rows.size(), kind));
    }
    ObserverLane lane = new ObserverLane(rows);
    Instant later = NOW.plusSeconds(6);

    List<Integer> free =
        rows.stream()
            .filter(Row::isHeld)
            .filter(row -> lane.freeFrom(row.messageId(), row.ordinal()).isPresent())
            .map(Row::ordinal)
            .toList();
    assertThat(free).isEqualTo(lane.next().map(Row::ordinal).stream().toList());
    assertThat(lane.backlog().blocks(later)).isEqualTo(kinds.contains(0));
    assertThat(lane.backlog().blocks(NOW)).isEqualTo(kinds.stream().anyMatch(kind -> kind >= 0));
  }
}
