package io.checkpost.container;

import io.checkpost.api.credas.SafeHarbourUpdate;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.util.concurrent.atomic.AtomicLong;

/** Tells requests apart; and observes only where a request already has one. */
@RequestScoped
public class RequestNumber {

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();

  /** Returns the number of the request that this belongs to. */
  public long get() {
    return number;
  }

  void observe(@Observes(notifyObserver = Reception.IF_EXISTS) SafeHarbourUpdate update) {
    RecordingObservers.note("Conditional", update.messageId(), number);
  }
}
