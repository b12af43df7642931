package io.checkpost.web.deliveries;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.relay.Deliveries;
import io.checkpost.ingest.relay.DeliveryCount;
import io.checkpost.ingest.relay.DeliveryFilter;
import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.RelayTargetStates;
import io.checkpost.ingest.relay.TargetState;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says how many deliveries would be changed, and where they go, before they are. */
@ApplicationSingleton
final class Confirmations {

  private final Deliveries deliveries;
  private final RelayTargetStates targets;
  private final Portals portals;

  @Inject
  Confirmations(Deliveries deliveries, RelayTargetStates targets, Portals portals) {
    this.deliveries = deliveries;
    this.targets = targets;
    this.portals = portals;
  }

  /**
   * Returns the question that a URL asks for; empty where it asks for none that makes sense.
   *
   * @param what {@code send} or {@code close}
   * @param filter which deliveries
   */
  Optional<Confirmation> find(@Nullable String what, DeliveryFilter filter) {
    if ("send".equals(what) && DeliveryActions.canSend(filter)) {
      return Optional.of(confirmation("send", DeliveryActions.sending(filter)));
    }
    return "close".equals(what) && DeliveryActions.canClose(filter)
        ? Optional.of(confirmation("close", DeliveryActions.closing(filter)))
        : Optional.empty();
  }

  private Confirmation confirmation(String what, DeliveryFilter filter) {
    DeliveryCount count = deliveries.count(filter);
    List<Confirmation.Destination> named =
        count.byTarget().entrySet().stream()
            .limit(Confirmation.MOST_TARGETS)
            .map(entry -> destination(entry.getKey(), entry.getValue()))
            .toList();
    return new Confirmation(what, count, named);
  }

  private Confirmation.Destination destination(PortalId target, int count) {
    Optional<Portal> portal = portals.find(target);
    return new Confirmation.Destination(
        portal.map(Portal::name).orElse(""),
        portal.map(found -> TargetAddress.of(found.relay().url())).orElse(null),
        count,
        targets.find(target).map(Confirmations::rest).orElse(null));
  }

  private static @Nullable String rest(RelayTargetState target) {
    if (target.pause() != null) {
      return "deliveries.confirm.paused";
    }
    return target.state() == TargetState.CLOSED
        ? null
        : "deliveries.confirm." + target.state().code();
  }
}
