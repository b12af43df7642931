package io.checkpost.ingest.relay;

import io.checkpost.api.MessageAccepted;
import io.checkpost.api.ObserverName;
import io.checkpost.api.VerificationEvent;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.portal.RelayRoute;
import io.checkpost.ingest.portal.RelayTargets;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;

/**
 * Leaves a delivery for each accepted message that is to be relayed: an observer like anyone's,
 * which may be called twice for a message and then leaves nothing more. A message that a person
 * replays is delivered again.
 */
@ApplicationSingleton
final class RelayObserver {

  private final RelayTargets targets;
  private final DeliveryStore store;
  private final Courier courier;
  private final Clock clock;

  @Inject
  RelayObserver(RelayTargets targets, DeliveryStore store, Courier courier, Clock clock) {
    this.targets = targets;
    this.store = store;
    this.courier = courier;
    this.clock = clock;
  }

  @ObserverName("checkpost.relay")
  void accepted(@Observes MessageAccepted message) throws SQLException {
    RelayRoute route = targets.route(message.portalId()).orElse(null);
    if (route != null && isRelayed(message, route)) {
      store.insert(message.messageId(), route.target(), position(message), clock.instant());
      if (message.replay()) {
        store.again(message.messageId(), clock.instant());
      }
      courier.wakeUp();
    }
  }

  private static boolean isRelayed(MessageAccepted message, RelayRoute route) {
    return message.updates().stream().map(VerificationEvent::update).anyMatch(route::admits);
  }

  /** A message's updates are of one person; its last one has the last place. */
  private static long position(MessageAccepted message) {
    return message.updates().stream().mapToLong(VerificationEvent::sequence).max().orElse(0);
  }
}
