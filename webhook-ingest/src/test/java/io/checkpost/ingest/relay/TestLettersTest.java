package io.checkpost.ingest.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.standardwebhooks.Webhook;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.portal.NewPortal;
import io.checkpost.ingest.problem.Conflict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(120)
class TestLettersTest {

  private final TestRelay relay;
  private final RawTarget target = RawTarget.started();
  private final RelayClient client;
  private final TestLetters letters;

  TestLettersTest(Dialect dialect) {
    relay = new TestRelay(dialect, Map.of());
    client = new RelayClient(relay.store.settings());
    client.start(Executors.defaultThreadFactory());
    letters = new TestLetters(relay.portals, relay.targets, client, relay.clock);
  }

  @AfterEach
  void close() {
    target.close();
    client.close();
    relay.close();
  }

  private TestReply send(PortalId portal) {
    return letters.send(portal).orElseThrow();
  }

  @Test
  void aTestGoesToTheInheritedUrlAsAMessageWouldAndSaysWhatItIs() throws Exception {
    relay.clock.advance(Duration.between(relay.clock.instant(), Clock.systemUTC().instant()));
    NewPortal reseller = relay.newPortal(null, target.url());
    PortalId child = relay.portal(reseller.portal().id(), null);

    TestReply reply = send(child);

    assertThat(reply.isDelivered()).isTrue();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo("{\"heard\":true}");
    assertThat(reply.address()).isEqualTo("127.0.0.1");
    assertThat(reply.targetId()).isEqualTo(reseller.portal().id());
    assertThat(reply.url()).isEqualTo(target.url());
    RawTarget.Request request = target.requests().get(0);
    assertThat(request.header("checkpost-test")).isEqualTo("true");
    assertThat(request.header("checkpost-portal")).isEqualTo(child.toString());
    assertThat(request.header("webhook-id")).isEqualTo(reply.webhookId()).startsWith("test_");
    assertThat(new String(request.body(), UTF_8))
        .contains("\"test\":true", "\"portalId\":\"" + child + "\"");
    Map<String, List<String>> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    new Webhook(reseller.signingSecret()).verify(new String(request.body(), UTF_8), headers);
  }

  @Test
  void aTestIsNoDeliveryAndChangesNothingOfItsTarget() {
    PortalId portal = relay.portal(target.url());
    target.behave(RawTarget.answering(410));

    assertThat(send(portal).cause()).isEqualTo("gone");

    assertThat(relay.deliveries.list(DeliveryFilter.EVERYTHING, 10, null).items()).isEmpty();
    assertThat(relay.states.find(portal)).isEmpty();
  }

  @Test
  void whatMustNotBeConnectedToIsNot() {
    assertThat(send(relay.portal("https://10.0.0.1/hook")))
        .satisfies(
            reply -> {
              assertThat(reply.isDelivered()).isFalse();
              assertThat(reply.cause()).isEqualTo("refused_address");
              assertThat(reply.address()).isEqualTo("10.0.0.1");
              assertThat(reply.status()).isNull();
            });
  }

  @Test
  void aPortalThatRelaysNothingHasNothingToTest() {
    PortalId alone = relay.portal(null);
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> letters.send(alone))
        .withMessageContaining("Nothing is relayed");

    PortalId archived = relay.portal(target.url());
    relay.portals.archive(archived);
    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> letters.send(archived));
    assertThat(letters.send(new PortalId(UUID.randomUUID()))).isEmpty();
    assertThat(target.requests()).isEmpty();
  }

  @Test
  void noMoreThanAFewAreUnderWay() throws Exception {
    PortalId portal = relay.portal(target.url());
    CountDownLatch heard = new CountDownLatch(TestLetters.MOST_AT_ONCE);
    CountDownLatch free = new CountDownLatch(1);
    target.behave(
        (request, out) -> {
          heard.countDown();
          free.await();
          RawTarget.answering(200).answer(request, out);
        });
    ExecutorService askers = Executors.newCachedThreadPool();
    List<Future<TestReply>> asked = new ArrayList<>();
    for (int i = 0; i < TestLetters.MOST_AT_ONCE; i++) {
      asked.add(askers.submit(() -> send(portal)));
    }
    heard.await();

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> letters.send(portal))
        .withMessageContaining("Too many");

    free.countDown();
    for (Future<TestReply> each : asked) {
      assertThat(each.get().isDelivered()).isTrue();
    }
    askers.shutdown();
    assertThat(send(portal).isDelivered()).isTrue();
  }

  @Test
  void whatWaitsForLongAndWhatWasGivenUpAreTold() {
    PortalId late = relay.portal(target.url());
    PortalId dead = relay.portal(target.url());
    PortalId well = relay.portal(target.url());
    relay.accept(late, "ada");
    relay.accept(dead, "ada");
    relay.store.execute("UPDATE delivery SET state = 'dead' WHERE portal_id = ?", dead.value());
    UndeliveredByPortal undelivered = new UndeliveredByPortal(relay.store.database(), relay.clock);
    assertThat(undelivered.of(List.of(late, dead, well)))
        .isEqualTo(Map.of(dead, new Undelivered(true, false)));

    relay.clock.advance(Duration.ofMinutes(6));
    relay.accept(well, "ada");
    assertThat(undelivered.of(List.of(late, dead, well)))
        .isEqualTo(Map.of(late, new Undelivered(false, true), dead, new Undelivered(true, false)));
    assertThat(undelivered.of(List.of())).isEmpty();
  }
}
