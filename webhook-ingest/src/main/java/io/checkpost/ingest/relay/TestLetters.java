package io.checkpost.ingest.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.RelayRoute;
import io.checkpost.ingest.portal.RelayTarget;
import io.checkpost.ingest.portal.RelayTargets;
import io.checkpost.ingest.problem.Conflict;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Sends a letter that is about nobody to where a portal's messages go, so that a person sees what
 * the receiver answers. It goes the way of every other letter: signed, with the portal's headers,
 * through the same client and its guard. It is no delivery: nothing is written down, nothing is
 * tried again, and how the target is treated does not change.
 *
 * <p>Safe for use by many threads.
 */
@ApplicationSingleton
public final class TestLetters {

  /** The header that tells a test from a message; no portal can have one of this name. */
  public static final String MARK = "checkpost-test";

  /** How many are under way at once: each has its asker wait for as long as its target likes. */
  static final int MOST_AT_ONCE = 4;

  private static final Logger LOG = System.getLogger(TestLetters.class.getName());
  private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

  private final Portals portals;
  private final RelayTargets relayTargets;
  private final RelayClient client;
  private final Clock clock;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  /** Creates the bean. */
  @Inject
  TestLetters(Portals portals, RelayTargets relayTargets, RelayClient client, Clock clock) {
    this.portals = portals;
    this.relayTargets = relayTargets;
    this.client = client;
    this.clock = clock;
  }

  private record Body(
      boolean test, String portalId, String provider, String sentAt, String explanation) {}

  /**
   * Sends one and waits for what comes of it.
   *
   * @return what came of it; empty when there is no such portal
   * @throws Conflict when the portal relays nothing, or too many tests are under way
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when the database cannot be asked
   */
  public Optional<TestReply> send(PortalId id) {
    return portals.find(id).map(this::send);
  }

  /**
   * Sends a body that was made up as the portal's provider would send it, and waits for what comes
   * of it. It has the headers of a relayed message and one that says that it is simulated.
   *
   * @return what came of it; empty when there is no such portal
   * @throws Conflict when the portal relays nothing, or too many tests are under way
   * @throws io.checkpost.ingest.database.DatabaseUnavailable when the database cannot be asked
   */
  public Optional<TestReply> sendSimulated(PortalId id, byte[] body) {
    return portals
        .find(id)
        .map(portal -> send(portal, new Test("sim_" + UUID.randomUUID(), body, Letters.SIMULATED)));
  }

  /** What is sent, as what, and by which header the receiver knows it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Test(String webhookId, byte[] body, String mark) {}

  private TestReply send(Portal portal) {
    byte[] body = body(portal, clock.instant());
    return send(portal, new Test("test_" + UUID.randomUUID(), body, MARK));
  }

  private TestReply send(Portal portal, Test test) {
    RelayTarget target = target(portal);
    if (!free.tryAcquire()) {
      throw new Conflict("Too many tests are under way; try again in a moment.");
    }
    try {
      TestReply reply = exchanged(portal, target, test);
      LOG.log(
          Level.INFO,
          LogLine.of("relay.test")
              .with("portal", portal.id())
              .with("target", target.id())
              .with("cause", reply.cause() == null ? "none" : reply.cause())
              .toString());
      return reply;
    } finally {
      free.release();
    }
  }

  private RelayTarget target(Portal portal) {
    if (portal.archivedAt() != null) {
      throw new Conflict("The portal is archived.");
    }
    return relayTargets
        .route(portal.id())
        .map(RelayRoute::target)
        .flatMap(relayTargets::target)
        .orElseThrow(
            () ->
                new Conflict(
                    "Nothing is relayed for this portal: it has no relay URL and inherits none, or"
                        + " its relay is off."));
  }

  private TestReply exchanged(Portal portal, RelayTarget target, Test test) {
    Map<String, String> headers =
        Letters.headers(
            test.webhookId, portal.id(), portal.provider(), target, clock.instant(), test.body);
    headers.put(test.mark, "true");
    long begun = System.nanoTime();
    Reply reply = client.post(target.url(), headers, test.body);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Cause cause = reply.cause();
    return new TestReply(
        test.webhookId,
        target.id(),
        target.url(),
        reply.status(),
        cause == null ? null : cause.code(),
        reply.address(),
        took,
        reply.body());
  }

  private static byte[] body(Portal portal, Instant now) {
    try {
      return JSON.writeValueAsBytes(
          new Body(
              true,
              portal.id().toString(),
              portal.provider(),
              now.toString(),
              "A test by Checkpost: about nobody, and not a message of the provider."));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("texts can be written", e);
    }
  }
}
