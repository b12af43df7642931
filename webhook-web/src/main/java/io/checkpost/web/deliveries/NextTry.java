package io.checkpost.web.deliveries;

import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.TargetState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery is tried next, or what has to happen before.
 *
 * @param at when; null where that is not known, or now
 * @param key the key of what is said in place of a time; null where nothing is
 */
public record NextTry(@Nullable Instant at, @Nullable String key) {

  private static final NextTry NEVER = new NextTry(null, null);

  static NextTry of(Delivery delivery, @Nullable RelayTargetState target, Instant now) {
    if (delivery.state() != DeliveryState.PENDING) {
      return NEVER;
    }
    if (target != null && target.pause() != null) {
      return said("paused");
    }
    if (target != null && target.state() == TargetState.DISABLED) {
      return said("disabled");
    }
    Instant due = delivery.nextAttemptAt();
    if (due == null) {
      return said("behind");
    }
    Instant next = target == null ? due : notBefore(target, due);
    return next.isAfter(now) ? new NextTry(next, null) : said("now");
  }

  private static Instant notBefore(RelayTargetState target, Instant due) {
    boolean later = target.state() == TargetState.OPEN && target.readyAt().isAfter(due);
    return later ? target.readyAt() : due;
  }

  private static NextTry said(String what) {
    return new NextTry(null, "deliveries.next." + what);
  }
}
