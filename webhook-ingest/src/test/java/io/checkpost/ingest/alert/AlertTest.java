package io.checkpost.ingest.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class AlertTest {

  private static final Duration CALM = Duration.ofSeconds(20);
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final Finding FINDING = new Finding("subject", "It is so.");

  /** Whatever a condition does, looked at every five seconds. */
  @Property
  void itIsClearedOnceItsConditionWasGoneForAWhileAndNotBefore(
      @ForAll @Size(min = 1, max = 60) List<Boolean> looks) {
    Instant now = Instant.parse("2026-03-02T10:00:00Z");
    Alert alert = Alert.raised("kind", FINDING, now);
    Instant foundLast = now;
    List<AlertState> changes = new ArrayList<>(List.of(AlertState.RAISED));
    for (boolean holds : looks) {
      now = now.plus(ROUND);
      Alert next = holds ? alert.found(FINDING, now) : alert.missing(now, CALM);
      if (holds) {
        foundLast = now;
      }
      if (next.changes() != alert.changes()) {
        changes.add(next.state());
        assertThat(next.since()).isEqualTo(now);
      }
      alert = next;

      boolean calm = Duration.between(foundLast, now).compareTo(CALM.plus(ROUND)) >= 0;
      assertThat(alert.state()).isEqualTo(calm ? AlertState.CLEARED : AlertState.RAISED);
    }
    for (int i = 0; i < changes.size(); i++) {
      assertThat(changes.get(i)).isEqualTo(i % 2 == 0 ? AlertState.RAISED : AlertState.CLEARED);
    }
    assertThat(alert.changes()).isEqualTo(changes.size());
  }
}
