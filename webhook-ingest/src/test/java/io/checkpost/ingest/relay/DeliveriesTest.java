package io.checkpost.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.InvalidInput;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class DeliveriesTest {

  private final TestRelay relay;

  DeliveriesTest(Dialect dialect) {
    relay = new TestRelay(dialect, Map.of());
  }

  @AfterEach
  void close() {
    relay.close();
  }

  private void kill(MessageId... messages) {
    for (MessageId message : messages) {
      relay.store.execute(
          "UPDATE delivery SET state = 'dead', attempts = 14, failures = 14 WHERE message_id = ?",
          message.value());
    }
  }

  private List<MessageId> found(DeliveryFilter filter) {
    return relay.deliveries.list(filter, 200, null).items().stream()
        .map(Delivery::messageId)
        .toList();
  }

  @Test
  void filtersLeaveWhatTheySay() {
    PortalId one = relay.portal("https://one.example/");
    PortalId two = relay.portal(one, null);
    MessageId first = relay.accept(one, "ada");
    MessageId second = relay.accept(two, "ada");
    kill(second);
    relay.clock.advance(Duration.ofSeconds(10));
    Instant late = relay.clock.instant();
    MessageId third = relay.accept(two, "bob");

    assertThat(found(DeliveryFilter.EVERYTHING)).startsWith(third).contains(first, second);
    assertThat(found(new DeliveryFilter(two, null, null, null))).containsExactly(third, second);
    assertThat(found(new DeliveryFilter(null, DeliveryState.DEAD, null, null)))
        .containsExactly(second);
    assertThat(found(new DeliveryFilter(two, DeliveryState.PENDING, null, null)))
        .containsExactly(third);
    assertThat(found(new DeliveryFilter(null, DeliveryState.DELIVERED, null, null))).isEmpty();
    assertThat(found(new DeliveryFilter(null, null, late, null))).containsExactly(third);
    assertThat(found(new DeliveryFilter(two, null, null, late))).containsExactly(second);
  }

  @Test
  void pagesShowEveryDeliveryOnceNewestFirst() {
    PortalId portal = relay.portal("https://one.example/");
    List<MessageId> accepted = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      if (i % 3 == 0) {
        relay.clock.advance(Duration.ofNanos(1_000));
      }
      accepted.add(relay.accept(portal, "ada"));
    }

    List<Delivery> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<Delivery> page =
          relay.deliveries.list(new DeliveryFilter(portal, null, null, null), 2, cursor);
      seen.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);

    assertThat(seen).extracting(Delivery::messageId).containsExactlyInAnyOrderElementsOf(accepted);
    assertThat(seen).extracting(Delivery::createdAt).isSortedAccordingTo(Comparator.reverseOrder());
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> relay.deliveries.list(DeliveryFilter.EVERYTHING, 2, "x"));
  }

  @Test
  void deadOnesAreRetriedByFilter() {
    PortalId one = relay.portal("https://one.example/");
    PortalId two = relay.portal("https://two.example/");
    MessageId first = relay.accept(one, "ada");
    MessageId second = relay.accept(one, "bob");
    MessageId third = relay.accept(two, "ada");
    kill(first, second, third);

    assertThat(relay.deliveries.retryDead(new DeliveryFilter(one, DeliveryState.DEAD, null, null)))
        .isEqualTo(2);

    assertThat(relay.delivery(first).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(relay.delivery(first).nextAttemptAt()).isEqualTo(relay.clock.instant());
    assertThat(relay.delivery(second).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(relay.delivery(third).state()).isEqualTo(DeliveryState.DEAD);
    assertThat(relay.deliveries.retryDead(DeliveryFilter.EVERYTHING)).isEqualTo(1);
    assertThat(relay.deliveries.retryDead(DeliveryFilter.EVERYTHING)).isZero();
  }

  @Test
  void moreThanABatchOfDeadOnesIsRetriedToTheLast() {
    PortalId portal = relay.portal("https://one.example/");
    MessageId message = relay.accept(portal, "ada");
    kill(message);
    for (int i = 0; i < 1_001; i++) {
      relay.store.execute(
          "INSERT INTO delivery (id, message_id, portal_id, target_id, provider, lane, position,"
              + " state, held, attempts, failures, due_at, created_at)"
              + " SELECT ?, ?, portal_id, target_id, provider, lane, position, state, held,"
              + " attempts, failures, due_at, created_at FROM delivery WHERE message_id = ?",
          UUID.randomUUID(),
          UUID.randomUUID(),
          message.value());
    }

    assertThat(relay.deliveries.retryDead(DeliveryFilter.EVERYTHING)).isEqualTo(1_002);
    assertThat(found(new DeliveryFilter(null, DeliveryState.DEAD, null, null))).isEmpty();
    assertThat(relay.states.list(10, null).items())
        .singleElement()
        .matches(target -> target.pending() == RelayTargetStates.MOST);
  }

  @Test
  void targetsAreListedWithWhatWaitsForThem() {
    PortalId one = relay.portal("https://one.example/");
    relay.accept(one, "ada");
    Instant first = relay.clock.instant();
    relay.clock.advance(Duration.ofSeconds(1));
    relay.accept(one, "ada");
    relay.accept(relay.portal("https://two.example/"), "ada");

    Page<RelayTargetState> page = relay.states.list(1, null);
    List<RelayTargetState> rest = relay.states.list(1, page.next()).items();

    assertThat(rest)
        .containsExactly(new RelayTargetState(one, TargetState.CLOSED, first, first, 2, first));
    assertThat(page.items()).hasSize(1).doesNotContainAnyElementsOf(rest);
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    assertThat(relay.deliveries.find(UUID.randomUUID())).isEmpty();
    assertThat(relay.deliveries.of(new MessageId(UUID.randomUUID()))).isEmpty();
    assertThat(relay.deliveries.response(UUID.randomUUID(), 1)).isEmpty();
  }

  @Test
  void aDatabaseThatIsDownIsNotAnEmptyOne() throws SQLException {
    relay.store.goDown();

    assertThatExceptionOfType(DatabaseUnavailable.class)
        .isThrownBy(() -> relay.deliveries.list(DeliveryFilter.EVERYTHING, 10, null));
    assertThatExceptionOfType(DatabaseUnavailable.class)
        .isThrownBy(() -> relay.states.list(10, null));
  }
}
