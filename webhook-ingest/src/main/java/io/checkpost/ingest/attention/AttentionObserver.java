package io.checkpost.ingest.attention;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Circumstances;
import io.checkpost.api.DeliveryDied;
import io.checkpost.api.MessageQuarantined;
import io.checkpost.api.ObserverDied;
import io.checkpost.api.ObserverName;
import io.checkpost.api.PortalSilent;
import io.checkpost.api.VerificationEvent;
import io.checkpost.ingest.ApplicationSingleton;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Puts what a person has to look at into the queue: an observer like anyone's. It may be called
 * twice, late and out of order, for it looks at how things stand and not at what it is told alone.
 */
@ApplicationSingleton
final class AttentionObserver {

  private final Attention attention;

  @Inject
  AttentionObserver(Attention attention) {
    this.attention = attention;
  }

  /**
   * A check's first update that needs nobody, which is most of what comes, opens nothing and closes
   * nothing. Reading a message again can change what others say, too.
   */
  @ObserverName("checkpost.attention.updates")
  void updated(@Observes VerificationEvent event) throws SQLException {
    UUID messageId = event.messageId().value();
    Circumstances circumstances = event.circumstances();
    if (circumstances.replay()) {
      attention.lookAtUpdate(messageId, event.sequence());
      attention.lookAtMessage(messageId);
    } else if (needsSomebody(event)) {
      attention.lookAtUpdate(messageId, event.sequence());
    } else if (circumstances.kind() != ChangeKind.FIRST) {
      attention.settleByUpdate(messageId, event.sequence());
    }
  }

  private static boolean needsSomebody(VerificationEvent event) {
    return Concern.of(event.outcome(), event.circumstances().kind(), event.update()).isPresent();
  }

  @ObserverName("checkpost.attention.quarantined")
  void quarantined(@Observes MessageQuarantined message) throws SQLException {
    attention.lookAtMessage(message.messageId().value());
  }

  void died(@Observes DeliveryDied death) throws SQLException {
    attention.take(
        new News(
            AttentionKind.DELIVERY_DIED,
            Conditions.TARGET + death.targetPortalId(),
            death.deliveryId().toString(),
            micros(death.diedAt()),
            new Facts(
                death.targetPortalId().value(),
                null,
                null,
                null,
                null,
                death.messageId().value(),
                false,
                death.lastCause()),
            null));
  }

  void died(@Observes ObserverDied death) throws SQLException {
    attention.take(
        new News(
            AttentionKind.OBSERVER_DIED,
            Conditions.OBSERVER + death.observerId(),
            death.messageId().toString(),
            micros(death.diedAt()),
            new Facts(
                null, null, null, null, null, death.messageId().value(), false, death.observerId()),
            null));
  }

  void silent(@Observes PortalSilent silence) throws SQLException {
    attention.take(
        new News(
            AttentionKind.PORTAL_SILENT,
            Conditions.PORTAL + silence.portalId(),
            silence.lastReceivedAt().toString(),
            micros(silence.noticedAt()),
            new Facts(silence.portalId().value(), null, null, null, null, null, false, null),
            null));
  }

  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
