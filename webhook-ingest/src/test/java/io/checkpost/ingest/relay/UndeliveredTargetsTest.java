package io.checkpost.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.paging.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class UndeliveredTargetsTest {

  private static final UUID NODE = UUID.randomUUID();

  private final TestRelay relay;

  UndeliveredTargetsTest(Dialect dialect) {
    relay = new TestRelay(dialect, Map.of());
  }

  @AfterEach
  void close() {
    relay.close();
  }

  private MessageId accepted(PortalId portal) {
    relay.clock.advance(Duration.ofSeconds(1));
    return relay.accept(portal, UUID.randomUUID().toString());
  }

  private void become(MessageId message, DeliveryState state, String cause) {
    relay.store.execute(
        "UPDATE delivery SET state = ?, last_cause = NULLIF(?, '') WHERE message_id = ?",
        state.code(),
        cause,
        message.value());
  }

  private void become(PortalId target, TargetState state, Instant readyAt) {
    relay.store.execute(
        "UPDATE relay_target SET state = ?, ready_at = ? WHERE portal_id = ?",
        state.code(),
        DeliveryStore.timestamp(readyAt),
        target.value());
  }

  private List<UndeliveredTarget> all() {
    return relay.undelivered.list(10, null).items();
  }

  private UndeliveredTarget of(PortalId target) {
    return all().stream()
        .filter(each -> each.target().portalId().equals(target))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTargetThatHasEverythingIsNotAmongThem() {
    PortalId well = relay.portal("https://well.example/");
    MessageId message = accepted(well);
    assertThat(all()).hasSize(1);

    become(message, DeliveryState.DELIVERED, "");

    assertThat(all()).isEmpty();
  }

  @Test
  void eachSaysWhatItLacksAndWhatHappensNext() {
    PortalId portal = relay.portal("https://one.example/hook");
    MessageId dead = accepted(portal);
    Instant deadAt = relay.clock.instant();
    become(dead, DeliveryState.DEAD, "http_5xx");
    MessageId waiting = accepted(portal);
    Instant dueAt = relay.clock.instant();

    UndeliveredTarget found = of(portal);

    assertThat(found.url()).isEqualTo("https://one.example/hook");
    assertThat(found.target().pending()).isEqualTo(1);
    assertThat(found.target().oldestPendingAt()).isEqualTo(dueAt);
    assertThat(found.dead()).isEqualTo(1);
    assertThat(found.oldestDeadAt()).isEqualTo(deadAt);
    assertThat(found.lastCause()).isEqualTo("http_5xx");
    assertThat(found.nextAttemptAt()).isEqualTo(dueAt);

    become(waiting, DeliveryState.PENDING, "timeout");
    assertThat(of(portal).lastCause()).isEqualTo("timeout");
  }

  @Test
  void whenSomethingIsTriedNextDependsOnHowTheTargetIsTreated() {
    PortalId portal = relay.portal("https://one.example/");
    accepted(portal);
    Instant later = relay.clock.instant().plus(Duration.ofMinutes(5));

    become(portal, TargetState.OPEN, later);
    assertThat(of(portal).nextAttemptAt()).isEqualTo(later);
    become(portal, TargetState.DISABLED, later);
    assertThat(of(portal).nextAttemptAt()).isNull();
    become(portal, TargetState.CLOSED, later);
    relay.states.pause(portal, "olga");
    assertThat(of(portal).nextAttemptAt()).isNull();
  }

  @Test
  void oneThatIsNotSentToIsAmongThemThoughItLacksNothing() {
    PortalId open = relay.portal("https://one.example/");
    PortalId paused = relay.portal("https://two.example/");
    become(accepted(open), DeliveryState.DELIVERED, "");
    become(accepted(paused), DeliveryState.DELIVERED, "");

    become(open, TargetState.OPEN, relay.clock.instant());
    relay.states.pause(paused, "olga");

    assertThat(all())
        .extracting(each -> each.target().portalId())
        .containsExactlyInAnyOrder(open, paused);
  }

  @Test
  void pagesShowEachOnceThatForTheLongestTimeFirst() {
    PortalId first = relay.portal("https://one.example/");
    PortalId second = relay.portal("https://two.example/");
    PortalId third = relay.portal("https://three.example/");
    accepted(first);
    become(accepted(second), DeliveryState.DEAD, "dns");
    accepted(third);
    accepted(second);

    Page<UndeliveredTarget> page = relay.undelivered.list(2, null);
    Page<UndeliveredTarget> rest = relay.undelivered.list(2, page.next());

    assertThat(page.items())
        .extracting(each -> each.target().portalId())
        .containsExactly(first, second);
    assertThat(rest.items()).extracting(each -> each.target().portalId()).containsExactly(third);
    assertThat(rest.next()).isNull();
  }

  @Test
  void aPausedTargetHasNothingDueUntilItIsResumed() throws Exception {
    PortalId portal = relay.portal("https://one.example/");
    accepted(portal);
    Instant now = relay.clock.instant();
    assertThat(relay.deliveryStore.due(NODE, Set.of(), now, 10)).hasSize(1);

    assertThat(relay.states.pause(portal, "olga")).isTrue();
    assertThat(relay.states.pause(portal, "otto")).isTrue();
    assertThat(relay.deliveryStore.due(NODE, Set.of(), now, 10)).isEmpty();
    assertThat(of(portal).target().pause()).isEqualTo(new TargetPause(now, "olga"));

    assertThat(relay.states.resume(portal)).isTrue();
    assertThat(relay.deliveryStore.due(NODE, Set.of(), now, 10)).hasSize(1);
    assertThat(relay.states.find(portal).orElseThrow().pause()).isNull();
  }

  @Test
  void whatNothingWasEverRelayedToCannotBePaused() {
    PortalId portal = relay.portal("https://one.example/");

    assertThat(relay.states.pause(portal, "olga")).isFalse();
    assertThat(relay.states.resume(portal)).isFalse();
    assertThat(relay.states.find(portal)).isEmpty();
  }
}
