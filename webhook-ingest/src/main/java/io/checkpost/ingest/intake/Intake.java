package io.checkpost.ingest.intake;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.activity.PortalActivity;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.journal.Acknowledgement;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.journal.Envelope;
import io.checkpost.ingest.journal.Journal;
import io.checkpost.ingest.journal.ReceivedMessage;
import io.checkpost.ingest.journal.TimeOrderedId;
import io.checkpost.ingest.portal.ClientIds;
import io.checkpost.ingest.portal.PortalDirectory;
import io.checkpost.ingest.portal.ReceivingPortal;
import io.checkpost.ingest.problem.Problem;
import io.checkpost.ingest.provider.Providers;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What happens to one request: found its portal, let in, read, interpreted, journaled. */
@ApplicationSingleton
final class Intake {

  /** Stands for the sender's address where Checkpost itself is the sender. */
  private static final String SIMULATOR = "simulator";

  private final PortalDirectory portals;
  private final Providers providers;
  private final Journal journal;
  private final Refusals refusals;
  private final ClientIds clientIds;
  private final IntakeMeters meters;
  private final PortalActivity activity;
  private final Clock clock;
  private final int maxBody;
  private final Duration timeout;
  private final Duration retryAfter;
  private final RateLimit<UUID> portalRate;
  private final RateLimit<String> addressRate;

  @Inject
  Intake(
      PortalDirectory portals,
      Providers providers,
      Journal journal,
      Refusals refusals,
      ClientIds clientIds,
      IntakeMeters meters,
      PortalActivity activity,
      Settings settings,
      Clock clock) {
    this.portals = portals;
    this.providers = providers;
    this.journal = journal;
    this.refusals = refusals;
    this.clientIds = clientIds;
    this.meters = meters;
    this.activity = activity;
    this.clock = clock;
    this.maxBody = settings.maxBody();
    this.timeout = settings.intakeTimeout();
    this.retryAfter = settings.retryAfter();
    this.portalRate = new RateLimit<>(settings.ratePerSecond(), System::nanoTime);
    this.addressRate = new RateLimit<>(settings.addressRatePerSecond(), System::nanoTime);
  }

  /**
   * Receives one request.
   *
   * @return completes once the message is durable, or with what prevented that
   * @throws Refused when the request leaves no message
   */
  CompletionStage<Received> receive(String provider, String token, HttpServletRequest request) {
    limitAddress(request);
    ReceivingPortal portal = portal(provider, token, request);
    letIn(portal, request);
    Body body = body(portal, request);
    return store(portal, body, IntakeHeaders.kept(request, portal), request.getRemoteAddr());
  }

  /**
   * Takes a message in that Checkpost made up itself: all that becomes of any other becomes of it.
   * It has no token, header or address to be let in by, is no answer to anybody, and teaches
   * nothing about the account and its habits.
   *
   * @param madeBy who had it made
   * @return completes once the message is durable, or with what prevented that; empty when no
   *     portal of that id receives
   * @throws Refused when the portal receives too much, or cannot be asked for
   */
  Optional<CompletionStage<Received>> receiveSimulated(PortalId id, byte[] body, String madeBy) {
    return receiving(id)
        .map(
            portal -> {
              if (!portalRate.allows(portal.id().value())) {
                throw new Refused(RefusalCause.RATE_LIMIT, tooMany("This portal receives"));
              }
              return store(portal, Body.plain(body), simulatedHeaders(madeBy), SIMULATOR);
            });
  }

  private static Map<String, List<String>> simulatedHeaders(String madeBy) {
    return Map.of("content-type", List.of("application/json"), Envelope.SIMULATED, List.of(madeBy));
  }

  private Optional<ReceivingPortal> receiving(PortalId id) {
    try {
      return portals.receiving(id);
    } catch (DatabaseUnavailable e) {
      throw unavailable();
    }
  }

  private CompletionStage<Received> store(
      ReceivingPortal portal, Body body, Map<String, List<String>> headers, String sender) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Interpretation interpretation = interpret(portal, body, headers);
    Envelope envelope = envelope(body, headers, sender, interpretation);
    String clientId = clientId(interpretation);
    ClientIdFlag flag = clientId == null ? null : flag(portal, clientId);
    ReceivedMessage message =
        new ReceivedMessage(
                new MessageId(TimeOrderedId.next(now)),
                portal.id(),
                portal.provider(),
                now,
                body.bytes(),
                envelope,
                interpretation)
            .flagged(flag);
    boolean isJson = !(interpretation instanceof Interpretation.NotJson);
    return journal
        .append(message)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(
            acknowledgement -> {
              if (!envelope.isSimulated()) {
                note(portal, now, acknowledgement);
                if (flag == null) {
                  learn(portal, clientId, acknowledgement);
                }
              }
              return new Received(acknowledgement, isJson);
            });
  }

  private void note(ReceivingPortal portal, Instant at, Acknowledgement acknowledgement) {
    meters.stored(portal.id(), acknowledgement.disposition());
    activity.received(portal.id(), at);
  }

  /** A durable message, and whether its body was JSON at all. */
  record Received(Acknowledgement acknowledgement, boolean isJson) {}

  /** Before the portal is looked up: whoever guesses tokens is slowed down, too. */
  private void limitAddress(HttpServletRequest request) {
    if (!addressRate.allows(request.getRemoteAddr())) {
      refusals.count(RefusalCause.RATE_LIMIT, request);
      throw new Refused(RefusalCause.RATE_LIMIT, tooMany("This address sends"));
    }
  }

  private static Problem tooMany(String who) {
    return Problem.of(429, "Too many requests", who + " too many messages a second.")
        .withHeader("Retry-After", "1");
  }

  private ReceivingPortal portal(String provider, String token, HttpServletRequest request) {
    try {
      return portals
          .find(provider, token)
          .orElseThrow(
              () -> {
                refusals.count(RefusalCause.UNKNOWN_URL, request);
                return new Refused(
                    RefusalCause.UNKNOWN_URL,
                    Problem.of(404, "Not found", "No portal receives at this URL."));
              });
    } catch (DatabaseUnavailable e) {
      throw unavailable();
    }
  }

  /** Counts a request that is our fault, and returns what its sender is told. */
  Refused unavailable() {
    meters.refused(RefusalCause.UNAVAILABLE, null);
    return new Refused(
        RefusalCause.UNAVAILABLE,
        Problem.unavailable(
            "The message could not be stored now. Please send it again.", retryAfter));
  }

  private @Nullable ClientIdFlag flag(ReceivingPortal portal, String clientId) {
    try {
      return portals.flag(portal, clientId);
    } catch (DatabaseUnavailable e) {
      throw unavailable();
    }
  }

  private void learn(
      ReceivingPortal portal, @Nullable String clientId, Acknowledgement acknowledgement) {
    if (clientId != null && acknowledgement.disposition() == Disposition.ACCEPTED) {
      clientIds.saw(portal, clientId);
    }
  }

  private void letIn(ReceivingPortal portal, HttpServletRequest request) {
    if (!hasRequiredHeader(portal, request)) {
      throw refuse(
          RefusalCause.WRONG_HEADER,
          portal,
          request,
          Problem.of(401, "Unauthorized", "The header that this portal demands is not right.")
              .withHeader("WWW-Authenticate", "Header"));
    }
    if (!portal.admitsFrom(request.getRemoteAddr())) {
      throw refuse(
          RefusalCause.ADDRESS_NOT_ALLOWED,
          portal,
          request,
          Problem.of(403, "Forbidden", "This portal does not receive from that address."));
    }
    if (!portalRate.allows(portal.id().value())) {
      throw refuse(RefusalCause.RATE_LIMIT, portal, request, tooMany("This portal receives"));
    }
  }

  private static boolean hasRequiredHeader(ReceivingPortal portal, HttpServletRequest request) {
    return portal.admits(name -> Collections.list(request.getHeaders(name)));
  }

  private Refused refuse(
      RefusalCause cause, ReceivingPortal portal, HttpServletRequest request, Problem problem) {
    refusals.count(cause, portal.id().value(), request);
    return new Refused(cause, problem);
  }

  private Body body(ReceivingPortal portal, HttpServletRequest request) {
    try {
      if (request.getContentLengthLong() > maxBody) {
        throw new BodyTooLarge(maxBody);
      }
      return Body.read(request.getInputStream(), request.getHeader("Content-Encoding"), maxBody);
    } catch (BodyTooLarge e) {
      throw refuse(
          RefusalCause.TOO_LARGE,
          portal,
          request,
          Problem.of(
              413,
              "Content too large",
              "The body has more than %d bytes after unpacking.".formatted(e.maxBytes())));
    } catch (IOException e) {
      throw refuse(
          RefusalCause.BROKEN_REQUEST,
          portal,
          request,
          Problem.of(400, "Bad request", "The body ended before it was complete."));
    }
  }

  private Interpretation interpret(
      ReceivingPortal portal, Body body, Map<String, List<String>> headers) {
    return body.problem()
        .<Interpretation>map(
            problem -> new Interpretation.Quarantined(problem.reason(), problem.detail()))
        .orElseGet(
            () ->
                providers.interpret(
                    portal.provider(),
                    new WebhookRequest(body.bytes(), headers, portal.codeLists())));
  }

  private static Envelope envelope(
      Body body, Map<String, List<String>> headers, String sender, Interpretation interpretation) {
    return new Envelope(
        sha256(body.bytes()), headers, sender, body.encoding(), clientReference(interpretation));
  }

  private static @Nullable String clientReference(Interpretation interpretation) {
    return interpretation instanceof Interpretation.Understood understood
        ? understood.clientReference()
        : null;
  }

  /** All updates of a message are of one account. */
  private static @Nullable String clientId(Interpretation interpretation) {
    return interpretation instanceof Interpretation.Understood understood
        ? understood.updates().get(0).clientId()
        : null;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
