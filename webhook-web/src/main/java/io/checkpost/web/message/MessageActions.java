package io.checkpost.web.message;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.dispatch.OwedObservation.State;
import io.checkpost.ingest.dispatch.OwedObservations;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.relay.Deliveries;
import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.replay.Replay;
import io.checkpost.ingest.replay.Replays;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be done about one message. Each is a button whose name says what, and whose value says
 * to what of it.
 */
@ApplicationSingleton
final class MessageActions {

  static final String OBSERVE = "observe";
  static final String REREAD = "reread";
  static final String RETRY = "retry";
  static final String CLOSE = "close";
  static final String SEND = "send";
  static final String SEND_AGAIN = "send-again";
  static final String CLOSE_DELIVERY = "close-delivery";

  private static final List<String> ALL =
      List.of(OBSERVE, REREAD, RETRY, CLOSE, SEND, SEND_AGAIN, CLOSE_DELIVERY);

  private final Replays replays;
  private final OwedObservations observations;
  private final Deliveries deliveries;

  @Inject
  MessageActions(Replays replays, OwedObservations observations, Deliveries deliveries) {
    this.replays = replays;
    this.observations = observations;
    this.deliveries = deliveries;
  }

  /**
   * Does what was posted.
   *
   * @param posted the request's parameters
   * @param user at whose word
   * @return what was done; empty where nothing of this was asked for
   */
  Optional<Done> act(Map<String, String> posted, MessageId message, String user) {
    return ALL.stream()
        .filter(posted::containsKey)
        .findFirst()
        .map(action -> act(action, posted, message, user));
  }

  private Done act(String action, Map<String, String> posted, MessageId message, String user) {
    try {
      return done(action, posted, posted.getOrDefault(action, ""), message, user);
    } catch (Conflict | InvalidInput e) {
      // it is no longer what the page showed
      return Done.NOT_POSSIBLE;
    }
  }

  private Done done(
      String action, Map<String, String> posted, String value, MessageId message, String user) {
    return switch (action) {
      case OBSERVE -> {
        String observer = posted.getOrDefault("observer", "");
        yield replayed(
            replays.createForMessage(message, observer.isEmpty() ? null : observer, user));
      }
      case REREAD -> replayed(replays.createToReread(message, user));
      case RETRY ->
          new Done(
              "retried",
              // in this order: what was dead waits afterwards, and would be counted twice
              observations.retry(value, message, State.WAITING)
                  + observations.retry(value, message, State.DEAD));
      case CLOSE ->
          new Done(
              "closed",
              observations.close(value, message, State.DEAD)
                  + observations.close(value, message, State.PARKED));
      case CLOSE_DELIVERY ->
          new Done("delivery-closed", deliveries.close(own(value, message), user) ? 1 : 0);
      default -> new Done("sent", deliveries.retry(own(value, message)) ? 1 : 0);
    };
  }

  private static Done replayed(Optional<Replay> made) {
    return made.map(replay -> Done.replayed(replay.id())).orElse(Done.NOT_POSSIBLE);
  }

  /** A button of this page is about this message's deliveries and no others. */
  private UUID own(String delivery, MessageId message) {
    return deliveries.of(message).stream()
        .map(Delivery::id)
        .filter(id -> id.toString().equals(delivery))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("delivery", delivery, "one of the message"));
  }
}
