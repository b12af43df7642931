package io.checkpost.ingest.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.journal.TestJournal;
import io.checkpost.ingest.portal.NewPortal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise 8, on a real database and against real sockets. */
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
class CourierTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestRelay relay;
  private final RawTarget target = RawTarget.started();

  CourierTest(Dialect dialect) {
    relay = new TestRelay(dialect, Map.of("checkpost.relay.schedule", "PT5S,PT30S,PT2M"));
  }

  @AfterEach
  void close() {
    target.close();
    relay.close();
  }

  private List<String> heard() {
    return target.requests().stream().map(request -> request.header("webhook-id")).toList();
  }

  private static String[] ids(MessageId... messages) {
    return List.of(messages).stream().map(MessageId::toString).toArray(String[]::new);
  }

  @Test
  void anAcceptedMessageIsDeliveredByteForByteAndSigned() throws Exception {
    NewPortal portal = relay.newPortal(null, target.url());
    relay.start();

    MessageId message = relay.accept(portal.portal().id(), "ada");
    relay.awaitState(message, DeliveryState.DELIVERED);

    RawTarget.Request request = target.requests().get(0);
    assertThat(request.body()).asString(UTF_8).isEqualTo("{\"a\":1}");
    assertThat(request.header("webhook-id")).isEqualTo(message.toString());
    assertThat(request.header("checkpost-portal")).isEqualTo(portal.portal().id().toString());
    assertThat(request.header("checkpost-provider")).isEqualTo("credas");
    Delivery delivery = relay.delivery(message);
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(delivery.lastStatus()).isEqualTo(200);
    assertThat(delivery.lastCause()).isNull();
    assertThat(delivery.deliveredAt()).isEqualTo(relay.clock.instant());
    DeliveryDetail detail = relay.deliveries.find(delivery.id()).orElseThrow();
    assertThat(detail.attempts())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.status()).isEqualTo(200);
              assertThat(attempt.address()).isEqualTo("127.0.0.1");
              assertThat(attempt.responseSize()).isEqualTo(14);
            });
    assertThat(relay.deliveries.response(delivery.id(), 1).orElseThrow())
        .asString(UTF_8)
        .isEqualTo("{\"heard\":true}");
    assertThat(relay.deliveries.response(delivery.id(), 2)).isEmpty();
    assertThat(
            relay
                .registry
                .counter("checkpost.relay.attempts", "outcome", "delivered", "cause", "none")
                .count())
        .isEqualTo(1);
  }

  @Test
  void onlyWhatCheckpostMadeUpSaysSoToItsReceiver() {
    PortalId portal = relay.portal(target.url());
    relay.start();

    relay.awaitState(relay.acceptSimulated(portal, "ada"), DeliveryState.DELIVERED);
    relay.awaitState(relay.accept(portal, "ada"), DeliveryState.DELIVERED);

    assertThat(target.requests())
        .extracting(request -> request.header("checkpost-simulated"))
        .containsExactly("true", "");
  }

  /** Its clock is the system's: the library refuses times that are not about now. */
  @Test
  void aThirdPartysLibraryVerifiesTheSignatureWithEitherSecret() throws Exception {
    relay.clock.advance(Duration.between(relay.clock.instant(), Clock.systemUTC().instant()));
    NewPortal portal = relay.newPortal(null, target.url());
    PortalId id = portal.portal().id();
    String rotated = relay.portals.rotateSigningSecret(id).orElseThrow();
    relay.start();

    relay.awaitState(relay.accept(id, "ada"), DeliveryState.DELIVERED);

    RawTarget.Request request = target.requests().get(0);
    assertThat(request.header("webhook-signature").split(" ")).hasSize(2);
    verify(portal.signingSecret(), request);
    verify(rotated, request);
    assertThatThrownBy(() -> verify("whsec_" + "A".repeat(40), request))
        .isInstanceOf(WebhookVerificationException.class);

    relay.clock.advance(relay.store.settings().secretGrace().plusSeconds(1));
    relay.awaitState(relay.accept(id, "ada"), DeliveryState.DELIVERED);
    assertThat(target.requests().get(1).header("webhook-signature").split(" ")).hasSize(1);
  }

  @Test
  void aReplayedMessageIsDeliveredAgainUnderTheSameId() {
    PortalId portal = relay.portal(target.url());
    relay.start();
    MessageId message = relay.accept(portal, "ada");
    relay.awaitState(message, DeliveryState.DELIVERED);

    relay.replay(message, portal, "ada");

    relay.awaitAttempts(message, 2);
    relay.awaitState(message, DeliveryState.DELIVERED);
    assertThat(target.requests())
        .extracting(request -> request.header("webhook-id"))
        .containsExactly(message.toString(), message.toString());
  }

  private static void verify(String secret, RawTarget.Request request) throws Exception {
    Map<String, List<String>> headers = new java.util.HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    new Webhook(secret).verify(new String(request.body(), UTF_8), headers);
  }

  @Test
  void aPortalsOwnHeadersGoAlongButNeverInsteadOfOurs() {
    PortalId portal = relay.portal(target.url());
    relay.set(
        portal,
        "sealed_relay_headers",
        relay
            .store
            .keyset()
            .get()
            .seal(
                "portal.relay-headers",
                portal.value(),
                "{\"X-Credas-Key\":\"k\",\"Webhook-Id\":\"x\",\"Checkpost-Portal\":\"x\",\"Host\":\"x\","
                    + "\"Content-Type\":\"x\",\"Transfer-Encoding\":\"chunked\","
                    + "\"Webhook-Signature\":\"x\",\"webhook-other\":\"x\",\"User-Agent\":\"x\"}"));
    relay.start();

    MessageId message = relay.accept(portal, "ada");
    relay.awaitState(message, DeliveryState.DELIVERED);

    RawTarget.Request request = target.requests().get(0);
    assertThat(request.header("x-credas-key")).isEqualTo("k");
    assertThat(request.header("webhook-id")).isEqualTo(message.toString());
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.headers()).doesNotContainKey("transfer-encoding");
    assertThat(request.headers()).doesNotContainValue("x");
  }

  @Test
  void aNormalisedBodyHasTheUpdatesAsTheApiShowsThem() throws Exception {
    PortalId portal = relay.portal(target.url());
    relay.set(portal, "relay_body", "normalised");
    relay.start();

    MessageId message = relay.accept(portal, "ada");
    relay.awaitState(message, DeliveryState.DELIVERED);

    JsonNode body = JSON.readTree(target.requests().get(0).body());
    assertThat(body.path("messageId").textValue()).isEqualTo(message.toString());
    assertThat(body.path("portalId").textValue()).isEqualTo(portal.toString());
    assertThat(body.path("provider").textValue()).isEqualTo("credas");
    assertThat(body.path("receivedAt").textValue()).isNotEmpty();
    assertThat(body.path("test").isBoolean()).isTrue();
    JsonNode update = body.path("updates").path(0);
    assertThat(update.path("checkType").textValue()).isEqualTo("right_to_rent");
    assertThat(update.path("subjectId").textValue()).isEqualTo("ada");
    assertThat(update.path("outcome").textValue()).isEqualTo("passed");
    assertThat(update.path("final").booleanValue()).isTrue();
    assertThat(update.path("kind").textValue()).isEqualTo("first");
    assertThat(update.path("previousOutcome").isNull()).isTrue();
    assertThat(update.path("sequence").longValue()).isEqualTo(1);
    assertThat(update.path("returned").isBoolean()).isTrue();
  }

  @Test
  void aMessageObservedTwiceIsDeliveredOnce() {
    PortalId portal = relay.portal(target.url());
    MessageId message = relay.accept(portal, "ada");
    relay.observe(
        message, portal, TestJournal.update("ada", CheckType.RIGHT_TO_RENT, "o", Outcome.PASSED));
    relay.start();

    MessageId next = relay.accept(portal, "ada");
    relay.awaitState(next, DeliveryState.DELIVERED);

    assertThat(relay.deliveries.of(message)).hasSize(1);
    assertThat(heard()).containsExactly(ids(message, next));
  }

  @Test
  void aMessageIsRelayedToTheNearestUrlAboveAndSignedWithItsOwnersSecret() throws Exception {
    NewPortal owner = relay.newPortal(null, target.url());
    PortalId child = relay.portal(relay.portal(owner.portal().id(), null), null);
    relay.start();

    MessageId message = relay.accept(child, "ada");
    relay.awaitState(message, DeliveryState.DELIVERED);

    Delivery delivery = relay.delivery(message);
    assertThat(delivery.portalId()).isEqualTo(child);
    assertThat(delivery.targetId()).isEqualTo(owner.portal().id());
    RawTarget.Request request = target.requests().get(0);
    assertThat(request.header("checkpost-portal")).isEqualTo(child.toString());
    assertThat(request.header("webhook-signature"))
        .isEqualTo(
            io.checkpost.ingest.signature.StandardWebhooks.sign(
                owner.signingSecret(),
                message.toString(),
                Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp"))),
                request.body()));
  }

  @Test
  void theFilterIsTheReceivingPortals() {
    PortalId owner = relay.portal(target.url());
    PortalId child = relay.portal(owner, null);
    relay.set(child, "relay_outcomes", "failed,review");

    assertThat(relay.deliveries.of(relay.accept(child, "ada", Outcome.PASSED))).isEmpty();
    assertThat(relay.deliveries.of(relay.accept(child, "ada", Outcome.FAILED))).hasSize(1);
    assertThat(relay.deliveries.of(relay.accept(owner, "ada", Outcome.PASSED))).hasSize(1);

    relay.set(child, "relay_off", true);
    assertThat(relay.deliveries.of(relay.accept(child, "ada", Outcome.FAILED))).isEmpty();
  }

  @Test
  void aFailureIsTriedAgainByTheScheduleAndThenDelivered() {
    PortalId portal = relay.portal(target.url());
    target.behave(RawTarget.answering(500));
    relay.start();
    MessageId message = relay.accept(portal, "ada");

    relay.awaitAttempts(message, 1);
    Instant first = relay.delivery(message).nextAttemptAt();
    assertThat(first)
        .isBetween(relay.clock.instant().plusSeconds(5), relay.clock.instant().plusMillis(6_000));
    assertThat(relay.delivery(message).lastCause()).isEqualTo("http_5xx");
    relay.clock.advance(Duration.ofSeconds(6));
    relay.awaitAttempts(message, 2);
    target.behave(RawTarget.answering(204));
    relay.clock.advance(Duration.ofSeconds(36));
    relay.awaitState(message, DeliveryState.DELIVERED);

    assertThat(heard()).containsExactly(ids(message, message, message));
    assertThat(
            relay.deliveries.find(relay.delivery(message).id()).orElseThrow().attempts().stream()
                .map(DeliveryAttempt::status))
        .containsExactly(500, 500, 204);
    assertThat(relay.deaths).isEmpty();
  }

  @Test
  void whatATargetAsksForIsHonoured() {
    PortalId portal = relay.portal(target.url());
    target.behave(RawTarget.answering(429, "Retry-After: 120"));
    relay.start();
    MessageId patient = relay.accept(portal, "ada");
    relay.awaitAttempts(patient, 1);
    assertThat(relay.delivery(patient).nextAttemptAt())
        .isEqualTo(relay.clock.instant().plusSeconds(120));

    target.behave(RawTarget.answering(503, "Retry-After: 999999"));
    MessageId capped = relay.accept(portal, "bob");
    relay.awaitAttempts(capped, 1);
    assertThat(relay.delivery(capped).nextAttemptAt())
        .isEqualTo(relay.clock.instant().plusSeconds(3600));

    target.behave(RawTarget.answering(500, "Retry-After: 999999"));
    MessageId unheard = relay.accept(portal, "cy");
    relay.awaitAttempts(unheard, 1);
    assertThat(relay.delivery(unheard).nextAttemptAt())
        .isBefore(relay.clock.instant().plusSeconds(7));
  }

  @Test
  void theLastFailureIsDeathWhichIsToldOnceAndUndoneByAPerson() {
    PortalId portal = relay.portal(target.url());
    target.behave(RawTarget.answering(400));
    relay.start();
    MessageId message = relay.accept(portal, "ada");
    for (int attempt = 1; attempt < 4; attempt++) {
      relay.awaitAttempts(message, attempt);
      relay.clock.advance(Duration.ofMinutes(3));
    }
    relay.awaitState(message, DeliveryState.DEAD);
    TestRelay.await(() -> !relay.deaths.isEmpty(), () -> "nobody was told");

    assertThat(relay.deaths)
        .singleElement()
        .satisfies(
            death -> {
              assertThat(death.messageId()).isEqualTo(message);
              assertThat(death.portalId()).isEqualTo(portal);
              assertThat(death.targetPortalId()).isEqualTo(portal);
              assertThat(death.attempts()).isEqualTo(4);
              assertThat(death.lastCause()).isEqualTo("http_4xx");
            });

    target.behave(RawTarget.answering(200));
    assertThat(relay.deliveries.retry(relay.delivery(message).id())).isTrue();
    relay.awaitState(message, DeliveryState.DELIVERED);
    assertThat(relay.delivery(message).attempts()).isEqualTo(5);
    assertThat(relay.deliveries.retry(UUID.randomUUID())).isFalse();
  }

  @Test
  void aPersonsMessagesWaitForTheOneBeforeAndOthersPass() {
    PortalId portal = relay.portal(target.url());
    Set<String> failing = ConcurrentHashMap.newKeySet();
    target.behave(
        (request, out) ->
            RawTarget.send(out, failing.contains(request.header("webhook-id")) ? 500 : 200, ""));
    MessageId first = relay.accept(portal, "ada");
    failing.add(first.toString());
    MessageId second = relay.accept(portal, "ada");
    MessageId third = relay.accept(portal, "ada");
    MessageId other = relay.accept(portal, "bob");
    relay.start();

    relay.awaitState(other, DeliveryState.DELIVERED);
    relay.awaitAttempts(first, 1);
    MessageId fourth = relay.accept(portal, "ada");
    relay.awaitState(relay.accept(portal, "cy"), DeliveryState.DELIVERED);
    for (MessageId waiting : List.of(second, third, fourth)) {
      assertThat(relay.delivery(waiting).attempts()).isZero();
    }
    assertThat(relay.delivery(second).nextAttemptAt()).isNull();

    failing.clear();
    relay.clock.advance(Duration.ofSeconds(6));
    relay.awaitState(fourth, DeliveryState.DELIVERED);
    assertThat(heard())
        .filteredOn(id -> Set.of(ids(first, second, third, fourth)).contains(id))
        .containsExactly(ids(first, first, second, third, fourth));
  }

  @Test
  void aDeadOneLetsTheNextGo() {
    PortalId portal = relay.portal(target.url());
    MessageId first = relay.accept(portal, "ada");
    target.behave(
        (request, out) ->
            RawTarget.send(
                out, request.header("webhook-id").equals(first.toString()) ? 400 : 200, ""));
    MessageId second = relay.accept(portal, "ada");
    relay.start();
    for (int attempt = 1; attempt < 4; attempt++) {
      relay.awaitAttempts(first, attempt);
      relay.clock.advance(Duration.ofMinutes(3));
    }

    relay.awaitState(first, DeliveryState.DEAD);
    relay.awaitState(second, DeliveryState.DELIVERED);
  }

  @Test
  void orderCanBeSwitchedOff() {
    PortalId portal = relay.portal(target.url());
    relay.set(portal, "relay_ordered", false);
    MessageId first = relay.accept(portal, "ada");
    target.behave(
        (request, out) ->
            RawTarget.send(
                out, request.header("webhook-id").equals(first.toString()) ? 500 : 200, ""));
    relay.start();

    relay.awaitAttempts(first, 1);
    relay.awaitState(relay.accept(portal, "ada"), DeliveryState.DELIVERED);

    assertThat(relay.delivery(first).state()).isEqualTo(DeliveryState.PENDING);
  }

  @Test
  void a410DisablesTheTargetUntilAPersonOrAnotherUrlEnablesIt() {
    PortalId portal = relay.portal(target.url());
    target.behave(RawTarget.answering(410));
    relay.start();
    MessageId first = relay.accept(portal, "ada");
    relay.awaitAttempts(first, 1);
    TestRelay.await(() -> relay.stateOf(portal) == TargetState.DISABLED, () -> "not disabled");
    MessageId second = relay.accept(portal, "bob");
    relay.clock.advance(Duration.ofDays(400));
    assertThat(relay.delivery(first).lastCause()).isEqualTo("gone");

    target.behave(RawTarget.answering(200));
    assertThat(relay.states.enable(portal)).isTrue();
    relay.awaitState(first, DeliveryState.DELIVERED);
    relay.awaitState(second, DeliveryState.DELIVERED);
    assertThat(target.requests()).hasSize(3);

    target.behave(RawTarget.answering(410));
    MessageId third = relay.accept(portal, "ada");
    relay.awaitAttempts(third, 1);
    TestRelay.await(
        () -> relay.stateOf(portal) == TargetState.DISABLED, () -> "not disabled again");
    try (RawTarget other = RawTarget.started()) {
      relay.set(portal, "relay_url", other.url());
      relay.clock.advance(Duration.ofMinutes(10));
      relay.awaitState(third, DeliveryState.DELIVERED);
      assertThat(other.requests()).hasSize(1);
    }
    assertThat(relay.states.enable(new PortalId(UUID.randomUUID()))).isFalse();
  }

  @Test
  void aTargetThatFailsIsLeftAloneWithoutBurningAttemptsAndProbed() {
    PortalId portal = relay.portal(target.url());
    PortalId healthy = relay.portal(target.url() + "&healthy");
    target.behave(
        (request, out) -> RawTarget.send(out, request.line().contains("healthy") ? 200 : 500, ""));
    List<MessageId> messages = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      messages.add(relay.accept(portal, "person " + i));
    }
    relay.start();
    TestRelay.await(() -> relay.stateOf(portal) == TargetState.OPEN, () -> "not open");
    relay.awaitState(relay.accept(healthy, "ada"), DeliveryState.DELIVERED);
    int burnt = attempts(messages);
    assertThat(burnt).isBetween(5, 12);

    relay.clock.advance(Duration.ofSeconds(11));
    TestRelay.await(() -> attempts(messages) == burnt + 1, () -> "not probed");
    relay.awaitState(relay.accept(healthy, "ada"), DeliveryState.DELIVERED);
    assertThat(attempts(messages)).as("one probe at a time").isEqualTo(burnt + 1);
    assertThat(relay.stateOf(portal)).isEqualTo(TargetState.OPEN);

    target.behave(RawTarget.answering(200));
    relay.clock.advance(Duration.ofMinutes(5));
    messages.forEach(message -> relay.awaitState(message, DeliveryState.DELIVERED));
    assertThat(relay.stateOf(portal)).isEqualTo(TargetState.CLOSED);
  }

  private int attempts(List<MessageId> messages) {
    return messages.stream().mapToInt(message -> relay.delivery(message).attempts()).sum();
  }

  @Test
  void noMoreThanSoManyGoToOneTargetAtOnceAndItDoesNotHoldTheOthers() {
    PortalId slow = relay.portal(target.url());
    PortalId fast = relay.portal(target.url() + "&fast");
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    target.behave(
        (request, out) -> {
          if (!request.line().contains("fast")) {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            release.await();
            atOnce.decrementAndGet();
          }
          RawTarget.send(out, 200, "");
        });
    List<MessageId> messages = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      messages.add(relay.accept(slow, "person " + i));
    }
    relay.start();

    TestRelay.await(() -> atOnce.get() == 4, () -> "four at once");
    relay.awaitState(relay.accept(fast, "ada"), DeliveryState.DELIVERED);
    release.countDown();
    messages.forEach(message -> relay.awaitState(message, DeliveryState.DELIVERED));
    assertThat(most).hasValue(4);
  }

  @Test
  void nothingOfAPausedPortalIsSent() {
    PortalId portal = relay.portal(target.url());
    MessageId message = relay.accept(portal, "ada");
    relay.set(portal, "paused", true);
    relay.start();
    relay.awaitState(relay.accept(relay.portal(target.url()), "bob"), DeliveryState.DELIVERED);
    assertThat(relay.delivery(message).attempts()).isZero();

    relay.set(portal, "paused", false);
    relay.awaitState(message, DeliveryState.DELIVERED);
  }

  @Test
  void whatHasNoUrlAnyMoreOrWasErasedIsDeadWithoutAnAttempt() {
    PortalId portal = relay.portal(target.url());
    MessageId urlless = relay.accept(portal, "ada");
    relay.portals.patch(portal, settings -> settings.withRelayUrl(null));
    relay.start();
    relay.awaitState(urlless, DeliveryState.DEAD);
    assertThat(relay.delivery(urlless).lastCause()).isEqualTo("no_url");
    assertThat(relay.delivery(urlless).attempts()).isZero();

    relay.stop();
    PortalId other = relay.portal(target.url());
    MessageId erased = relay.accept(other, "bob");
    relay.store.execute("DELETE FROM data_key");
    TestRelay.start(relay.newCourier());
    relay.awaitState(erased, DeliveryState.DEAD);
    assertThat(relay.delivery(erased).lastCause()).isEqualTo("erased");
    assertThat(target.requests()).isEmpty();
  }

  @Test
  void aPortalWhoseSecretsCannotBeOpenedHarmsItselfOnly() {
    PortalId damaged = relay.portal(target.url());
    PortalId well = relay.portal(target.url());
    byte[] nonsense = {1, 2, 3};
    relay.store.execute(
        "UPDATE portal SET sealed_signing_secret = ? WHERE id = ?", nonsense, damaged.value());
    relay.start();

    MessageId unsigned = relay.accept(damaged, "ada");
    MessageId message = relay.accept(well, "bob");
    relay.awaitState(message, DeliveryState.DELIVERED);
    TestRelay.await(
        () -> "fault".equals(relay.delivery(unsigned).lastCause()),
        () -> relay.delivery(unsigned).toString());

    assertThat(heard()).containsExactly(message.toString());
  }

  @Test
  void aWayIntoTheHouseIsAFailureWithThatCause() {
    PortalId portal = relay.portal("http://10.0.0.1/hook");
    relay.start();

    MessageId message = relay.accept(portal, "ada");
    relay.awaitAttempts(message, 1);

    assertThat(relay.delivery(message).lastCause()).isEqualTo("refused_address");
    assertThat(relay.deliveries.find(relay.delivery(message).id()).orElseThrow().attempts().get(0))
        .matches(attempt -> "10.0.0.1".equals(attempt.address()));
  }

  @Test
  void twoNodesShareTheWorkAndKeepTheOrder() {
    List<String> order = new CopyOnWriteArrayList<>();
    target.behave(
        (request, out) -> {
          order.add(request.header("webhook-id"));
          RawTarget.send(out, 200, "");
        });
    PortalId portal = relay.portal(target.url());
    TestRelay.start(relay.newCourier());
    relay.start();
    List<MessageId> ada = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      ada.add(relay.accept(portal, "ada"));
      relay.accept(portal, "bob");
    }

    ada.forEach(message -> relay.awaitState(message, DeliveryState.DELIVERED));
    assertThat(order.stream().filter(id -> ada.contains(MessageId.of(id))))
        .containsExactlyElementsOf(ada.stream().map(MessageId::toString).toList());
  }

  @Test
  void anotherNodeTakesOverWhatADeadOneHad() {
    PortalId portal = relay.portal(target.url());
    MessageId message = relay.accept(portal, "ada");
    UUID dead = UUID.randomUUID();
    relay.store.execute(
        "UPDATE relay_target SET owner = ?, lease_until = ? WHERE portal_id = ?",
        dead,
        Instant.parse("9999-01-01T00:00:00Z").atOffset(ZoneOffset.UTC),
        portal.value());
    if (relay.store.database().dialect() == Dialect.POSTGRESQL) {
      relay.start();
      relay.awaitState(relay.accept(relay.portal(target.url()), "bob"), DeliveryState.DELIVERED);
      assertThat(relay.delivery(message).attempts()).as("leased").isZero();
      relay.store.execute(
          "UPDATE relay_target SET lease_until = ? WHERE portal_id = ?",
          Instant.EPOCH.atOffset(ZoneOffset.UTC),
          portal.value());
    } else {
      // one process: whoever had it is gone
      relay.start();
    }

    relay.awaitState(message, DeliveryState.DELIVERED);
  }

  @Test
  void whoLostTheLeaseWritesNothing() throws Exception {
    PortalId portal = relay.portal(target.url());
    MessageId message = relay.accept(portal, "ada");
    UUID former = UUID.randomUUID();
    UUID now = UUID.randomUUID();
    Duration lease = Duration.ofMinutes(1);
    assertThat(relay.deliveryStore.lease(portal.value(), former, lease)).isTrue();
    assertThat(relay.deliveryStore.lease(portal.value(), now, lease)).isFalse();
    List<DueDelivery> read =
        relay.deliveryStore.deliveries(former, portal.value(), Set.of(), relay.clock.instant(), 10);
    relay.deliveryStore.release(former, List.of(portal.value()));
    assertThat(relay.deliveryStore.lease(portal.value(), now, lease)).isTrue();

    Instant at = relay.clock.instant();
    Attempt attempt = new Attempt(read.get(0), DeliveryState.DELIVERED, null, at, at, null);
    assertThat(relay.deliveryStore.settle(former, List.of(attempt), List.of(), Map.of(), at))
        .isEmpty();
    assertThat(relay.delivery(message).state()).isEqualTo(DeliveryState.PENDING);
    assertThat(relay.deliveryStore.settle(now, List.of(attempt), List.of(), Map.of(), at))
        .containsExactly(portal.value());
    assertThat(relay.delivery(message).state()).isEqualTo(DeliveryState.DELIVERED);
  }
}
