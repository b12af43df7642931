package io.checkpost.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.alert.Finding;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.h2.tools.TriggerAdapter;
import org.jspecify.annotations.Nullable;
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

  private static DeliveryFilter of(PortalId portal) {
    return new DeliveryFilter(portal, null, Set.of(), null, null, null);
  }

  private static DeliveryFilter to(PortalId target) {
    return new DeliveryFilter(null, target, Set.of(), null, null, null);
  }

  private static DeliveryFilter in(DeliveryState... states) {
    return DeliveryFilter.EVERYTHING.in(Set.of(states));
  }

  private static DeliveryFilter failedBy(Cause cause) {
    return new DeliveryFilter(null, null, Set.of(), cause, null, null);
  }

  private static DeliveryFilter made(@Nullable Instant from, @Nullable Instant to) {
    return new DeliveryFilter(null, null, Set.of(), null, from, to);
  }

  private void failed(MessageId message, Cause cause) {
    relay.store.execute(
        "UPDATE delivery SET last_cause = ? WHERE message_id = ?", cause.code(), message.value());
  }

  /** Makes dead deliveries like that of a message, all made at its time. */
  private void copy(MessageId message, int times) {
    for (int i = 0; i < times; i++) {
      relay.store.execute(
          "INSERT INTO delivery (id, message_id, portal_id, target_id, provider, lane, position,"
              + " state, held, attempts, failures, due_at, created_at)"
              + " SELECT ?, ?, portal_id, target_id, provider, lane, position, state, held,"
              + " attempts, failures, due_at, created_at FROM delivery WHERE message_id = ?",
          UUID.randomUUID(),
          UUID.randomUUID(),
          message.value());
    }
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
    assertThat(found(of(two))).containsExactly(third, second);
    assertThat(found(in(DeliveryState.DEAD))).containsExactly(second);
    assertThat(found(of(two).in(Set.of(DeliveryState.PENDING)))).containsExactly(third);
    assertThat(found(in(DeliveryState.DELIVERED))).isEmpty();
    assertThat(found(made(late, null))).containsExactly(third);
    assertThat(found(made(null, late))).contains(first, second).doesNotContain(third);
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
      Page<Delivery> page = relay.deliveries.list(of(portal), 2, cursor);
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

    assertThat(relay.deliveries.retryAll(of(one).in(Set.of(DeliveryState.DEAD)))).isEqualTo(2);

    assertThat(relay.delivery(first).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(relay.delivery(first).nextAttemptAt()).isEqualTo(relay.clock.instant());
    assertThat(relay.delivery(second).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(relay.delivery(third).state()).isEqualTo(DeliveryState.DEAD);
    assertThat(relay.deliveries.retryAll(in(DeliveryState.DEAD))).isEqualTo(1);
    assertThat(relay.deliveries.retryAll(in(DeliveryState.DEAD))).isZero();
  }

  @Test
  void moreThanABatchOfDeadOnesIsRetriedToTheLast() {
    PortalId portal = relay.portal("https://one.example/");
    MessageId message = relay.accept(portal, "ada");
    kill(message);
    copy(message, 1_001);

    assertThat(relay.deliveries.retryAll(in(DeliveryState.DEAD))).isEqualTo(1_002);
    assertThat(found(in(DeliveryState.DEAD))).isEmpty();
    assertThat(relay.states.list(10, null).items())
        .singleElement()
        .matches(target -> target.pending() == RelayTargetStates.MOST);
  }

  @Test
  void targetAndCauseAreFiltersToo() {
    PortalId parent = relay.portal("https://one.example/");
    PortalId child = relay.portal(parent, null);
    PortalId other = relay.portal("https://two.example/");
    MessageId refused = relay.accept(child, "ada");
    MessageId late = relay.accept(parent, "bob");
    MessageId elsewhere = relay.accept(other, "cy");
    kill(refused);
    failed(refused, Cause.HTTP_4XX);
    failed(late, Cause.TIMEOUT);
    failed(elsewhere, Cause.TIMEOUT);

    assertThat(found(to(parent))).containsExactlyInAnyOrder(late, refused);
    assertThat(found(failedBy(Cause.TIMEOUT))).containsExactlyInAnyOrder(elsewhere, late);
    assertThat(found(failedBy(Cause.TIMEOUT).in(Set.of(DeliveryState.DEAD)))).isEmpty();
    assertThat(found(failedBy(Cause.HTTP_4XX).in(DeliveryState.UNDELIVERED)))
        .containsExactly(refused);
  }

  @Test
  void pagesOfSeveralStatesAreOneListInBothDirections() {
    PortalId portal = relay.portal("https://one.example/");
    for (int i = 0; i < 9; i++) {
      MessageId message = relay.accept(portal, "p-" + i);
      if (i % 2 == 0) {
        kill(message);
      }
      if (i == 4) {
        relay.store.execute(
            "UPDATE delivery SET state = 'delivered' WHERE message_id = ?", message.value());
      }
      if (i % 3 == 0) {
        relay.clock.advance(Duration.ofNanos(1_000));
      }
    }
    DeliveryFilter undelivered = DeliveryFilter.EVERYTHING.in(DeliveryState.UNDELIVERED);
    List<Delivery> all = relay.deliveries.list(undelivered, 200, null).items();

    Page<Delivery> first = relay.deliveries.list(undelivered, 3, null);
    Page<Delivery> second = relay.deliveries.list(undelivered, 3, first.next());
    Delivery start = second.items().get(0);
    Page<Delivery> back =
        relay.deliveries.listNewer(
            undelivered, 3, new Cursor(start.createdAt(), start.id()).toString());

    assertThat(all).hasSize(8);
    assertThat(first.items()).isEqualTo(all.subList(0, 3));
    assertThat(second.items()).isEqualTo(all.subList(3, 6));
    assertThat(back.items()).isEqualTo(first.items());
    assertThat(back.next()).isNull();
  }

  @Test
  void pendingOnesAreBroughtForwardAndWhatWasDeliveredStaysSo() {
    PortalId portal = relay.portal("https://one.example/");
    MessageId waiting = relay.accept(portal, "ada");
    MessageId delivered = relay.accept(portal, "bob");
    relay.store.execute(
        "UPDATE delivery SET due_at = ?, failures = 5 WHERE message_id = ?",
        DeliveryStore.timestamp(relay.clock.instant().plus(Duration.ofHours(5))),
        waiting.value());
    relay.store.execute(
        "UPDATE delivery SET state = 'delivered' WHERE message_id = ?", delivered.value());

    assertThat(relay.deliveries.retryAll(of(portal))).isEqualTo(1);

    assertThat(relay.delivery(waiting).nextAttemptAt()).isEqualTo(relay.clock.instant());
    assertThat(relay.delivery(delivered).state()).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void whatDiesAgainMeanwhileIsNotRetriedForEver() {
    PortalId portal = relay.portal("https://one.example/");
    MessageId message = relay.accept(portal, "ada");
    kill(message);
    copy(message, 999);
    diesAtOnce();

    assertThat(relay.deliveries.retryAll(in(DeliveryState.DEAD))).isEqualTo(1_000);
  }

  /** As if every target failed within a moment: no update makes a delivery anything but dead. */
  private void diesAtOnce() {
    if (relay.store.database().dialect() == Dialect.H2) {
      relay.store.execute(
          "CREATE TRIGGER dies BEFORE UPDATE ON delivery FOR EACH ROW CALL '"
              + DiesAtOnce.class.getName()
              + "'");
    } else {
      relay.store.execute(
          "CREATE FUNCTION dies() RETURNS trigger AS $$"
              + " BEGIN NEW.state := 'dead'; RETURN NEW; END $$ LANGUAGE plpgsql");
      relay.store.execute(
          "CREATE TRIGGER dies BEFORE UPDATE ON delivery FOR EACH ROW EXECUTE FUNCTION dies()");
    }
  }

  /** H2's way of saying it. */
  public static final class DiesAtOnce extends TriggerAdapter {

    @Override
    public void fire(Connection connection, ResultSet before, ResultSet after) throws SQLException {
      after.updateString("state", "dead");
    }
  }

  @Test
  void deadOnesAreClosedWithWhoSaidSoAndCanBeRetried() throws SQLException {
    PortalId portal = relay.portal("https://one.example/");
    MessageId message = relay.accept(portal, "ada");
    UUID id = relay.delivery(message).id();
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> relay.deliveries.close(id, "olga"))
        .withMessageContaining("pending");
    kill(message);
    assertThat(alerts()).isNotEmpty();

    assertThat(relay.deliveries.close(id, "olga")).isTrue();
    relay.clock.advance(Duration.ofSeconds(1));
    assertThat(relay.deliveries.close(id, "otto")).isTrue();

    Delivery closed = relay.delivery(message);
    assertThat(closed.state()).isEqualTo(DeliveryState.CLOSED);
    assertThat(closed.closedBy()).isEqualTo("olga");
    assertThat(closed.closedAt()).isEqualTo(relay.clock.instant().minusSeconds(1));
    assertThat(alerts()).isEmpty();
    assertThat(relay.undelivered.list(10, null).items()).isEmpty();
    assertThat(found(in(DeliveryState.CLOSED))).containsExactly(message);
    assertThat(relay.deliveries.retryAll(DeliveryFilter.EVERYTHING)).isZero();
    assertThat(relay.deliveries.close(UUID.randomUUID(), "olga")).isFalse();

    assertThat(relay.deliveries.retry(id)).isTrue();
    assertThat(relay.delivery(message).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(relay.delivery(message).closedBy()).isNull();
  }

  private List<Finding> alerts() throws SQLException {
    return relay
        .store
        .database()
        .inTransaction(connection -> new DeadDeliveries().find(connection, relay.clock.instant()));
  }

  @Test
  void moreThanABatchIsClosedAndCountedAsFarAsIsSaid() {
    PortalId one = relay.portal("https://one.example/");
    PortalId two = relay.portal("https://two.example/");
    MessageId first = relay.accept(one, "ada");
    relay.clock.advance(Duration.ofSeconds(1));
    MessageId second = relay.accept(two, "ada");
    MessageId pending = relay.accept(two, "bob");
    kill(first, second);
    assertThat(relay.deliveries.count(in(DeliveryState.DEAD)))
        .isEqualTo(new DeliveryCount(2, false, Map.of(one, 1, two, 1)));
    assertThat(relay.deliveries.undelivered(null)).isEqualTo(new UndeliveredCount(2, 1));
    assertThat(relay.deliveries.undelivered(one)).isEqualTo(new UndeliveredCount(1, 0));
    copy(first, 1_000);
    assertThat(relay.deliveries.undelivered(null).more()).isTrue();
    assertThat(relay.deliveries.undelivered(null).all()).isEqualTo(DeliveryCount.MOST);

    assertThat(relay.deliveries.count(in(DeliveryState.DEAD)))
        .isEqualTo(new DeliveryCount(1_000, true, Map.of(one, 1_000)));
    assertThat(relay.deliveries.closeDead(to(one), "olga")).isEqualTo(1_001);
    assertThat(found(in(DeliveryState.DEAD))).containsExactly(second);
    assertThat(relay.deliveries.closeDead(DeliveryFilter.EVERYTHING, "olga")).isEqualTo(1);
    assertThat(relay.delivery(pending).state()).isEqualTo(DeliveryState.PENDING);
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
        .containsExactly(
            new RelayTargetState(one, TargetState.CLOSED, first, first, 2, first, null));
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
