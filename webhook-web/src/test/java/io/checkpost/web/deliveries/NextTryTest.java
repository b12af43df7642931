package io.checkpost.web.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.TargetPause;
import io.checkpost.ingest.relay.TargetState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NextTryTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant SOON = NOW.plusSeconds(5);
  private static final Instant LATER = NOW.plusSeconds(300);
  private static final PortalId PORTAL = new PortalId(UUID.randomUUID());

  private static Delivery delivery(DeliveryState state, @Nullable Instant next) {
    return new Delivery(
        UUID.randomUUID(),
        new MessageId(UUID.randomUUID()),
        PORTAL,
        PORTAL,
        state,
        1,
        NOW,
        next,
        null,
        503,
        "http_5xx",
        null,
        null);
  }

  private static RelayTargetState target(
      TargetState state, Instant readyAt, @Nullable TargetPause pause) {
    return new RelayTargetState(PORTAL, state, NOW, readyAt, 1, NOW, pause);
  }

  private static NextTry next(@Nullable Instant due, RelayTargetState target) {
    return NextTry.of(delivery(DeliveryState.PENDING, due), target, NOW);
  }

  @Test
  void aTargetThatIsWellIsAskedWhenTheDeliveryIsDue() {
    RelayTargetState well = target(TargetState.CLOSED, NOW, null);

    assertThat(next(SOON, well)).isEqualTo(new NextTry(SOON, null));
    assertThat(next(NOW, well).key()).isEqualTo("deliveries.next.now");
    assertThat(next(null, well).key()).isEqualTo("deliveries.next.behind");
  }

  @Test
  void oneThatIsLeftAloneIsNotAskedBefore() {
    assertThat(next(SOON, target(TargetState.OPEN, LATER, null)).at()).isEqualTo(LATER);
    assertThat(next(LATER, target(TargetState.OPEN, SOON, null)).at()).isEqualTo(LATER);
  }

  @Test
  void nothingIsTriedOnItsOwnWhereAPersonHasToAct() {
    RelayTargetState disabled = target(TargetState.DISABLED, LATER, null);
    RelayTargetState paused = target(TargetState.OPEN, SOON, new TargetPause(NOW, "olga"));

    assertThat(next(SOON, disabled)).isEqualTo(new NextTry(null, "deliveries.next.disabled"));
    assertThat(next(SOON, paused)).isEqualTo(new NextTry(null, "deliveries.next.paused"));
  }

  @Test
  void whatIsAtItsEndHasNone() {
    assertThat(NextTry.of(delivery(DeliveryState.DEAD, null), null, NOW))
        .isEqualTo(new NextTry(null, null));
  }
}
