package io.checkpost.web.deliveries;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.relay.Deliveries;
import io.checkpost.ingest.relay.DeliveryFilter;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.RelayTargetStates;
import io.checkpost.ingest.relay.TargetState;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What can be done about deliveries and targets. Each is a button whose name says what, and whose
 * value says which.
 */
@ApplicationSingleton
final class DeliveryActions {

  private final Deliveries deliveries;
  private final RelayTargetStates targets;

  @Inject
  DeliveryActions(Deliveries deliveries, RelayTargetStates targets) {
    this.deliveries = deliveries;
    this.targets = targets;
  }

  /**
   * Does what was posted to the list.
   *
   * @param posted the request's parameters
   * @param filter what is meant by all
   * @param user at whose word
   * @throws InvalidInput when nothing was asked for that can be done
   */
  Done act(Map<String, String> posted, DeliveryFilter filter, String user) {
    if (posted.containsKey("sendAll")) {
      return sendAll(filter);
    }
    if (posted.containsKey("closeAll")) {
      return new Done("closed", deliveries.closeDead(closing(filter), user));
    }
    if (posted.containsKey("pause")) {
      targets.pause(portal(posted, "pause"), user);
      return Done.one("paused");
    }
    if (posted.containsKey("resume")) {
      targets.resume(portal(posted, "resume"));
      return Done.one("resumed");
    }
    if (posted.containsKey("enable")) {
      targets.enable(portal(posted, "enable"));
      return Done.one("enabled");
    }
    return posted.containsKey("close")
        ? close(id(posted, "close"), user)
        : send(id(posted, "send"));
  }

  /** Has one delivery tried now. */
  Done send(UUID id) {
    return new Done("sent", deliveries.retry(id) ? 1 : 0);
  }

  /** A target that is left alone is asked at once: a person's word is worth a try. */
  private Done sendAll(DeliveryFilter filter) {
    DeliveryFilter sent = sending(filter);
    for (PortalId target : deliveries.count(sent).byTarget().keySet()) {
      targets
          .find(target)
          .map(RelayTargetState::state)
          .filter(state -> state == TargetState.OPEN)
          .ifPresent(open -> targets.enable(target));
    }
    return new Done("sent", deliveries.retryAll(sent));
  }

  /** Closes one delivery, if nobody had it tried again meanwhile. */
  Done close(UUID id, String user) {
    try {
      return new Done("closed", deliveries.close(id, user) ? 1 : 0);
    } catch (Conflict e) {
      return Done.one("not-closed");
    }
  }

  /**
   * Returns what of a filter can be sent: what waits or was given up, or else what is asked for.
   */
  static DeliveryFilter sending(DeliveryFilter filter) {
    Set<DeliveryState> states = EnumSet.copyOf(DeliveryState.UNDELIVERED);
    if (!filter.states().isEmpty()) {
      states = EnumSet.of(DeliveryState.PENDING, DeliveryState.DEAD, DeliveryState.CLOSED);
      states.retainAll(filter.states());
    }
    return filter.in(states);
  }

  /** Returns what of a filter can be closed. */
  static DeliveryFilter closing(DeliveryFilter filter) {
    return filter.in(Set.of(DeliveryState.DEAD));
  }

  /** Tells whether a filter has anything that could be sent. */
  static boolean canSend(DeliveryFilter filter) {
    return !sending(filter).states().isEmpty();
  }

  /** Tells whether a filter has anything that could be closed. */
  static boolean canClose(DeliveryFilter filter) {
    return filter.states().isEmpty() || filter.states().contains(DeliveryState.DEAD);
  }

  private static PortalId portal(Map<String, String> posted, String name) {
    return new PortalId(id(posted, name));
  }

  private static UUID id(Map<String, String> posted, String name) {
    String given = posted.getOrDefault(name, "");
    try {
      return UUID.fromString(given);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(name, given, "an id");
    }
  }
}
