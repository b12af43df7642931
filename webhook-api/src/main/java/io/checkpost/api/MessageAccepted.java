package io.checkpost.api;

import java.time.Instant;
import java.util.List;

/**
 * A message was accepted: observed once a message, after the events of its updates.
 *
 * @param messageId the message
 * @param portalId the portal whose intake URL received it
 * @param provider the provider's name
 * @param receivedAt when it was received, by Checkpost's clock
 * @param test whether it carries a test robot's markers, or Checkpost's simulator made it up
 * @param updates its changed updates, in the order of the message
 */
public record MessageAccepted(
    MessageId messageId,
    PortalId portalId,
    String provider,
    Instant receivedAt,
    boolean test,
    List<VerificationEvent> updates) {

  /** Creates the event; the list is copied. */
  public MessageAccepted {
    updates = List.copyOf(updates);
  }

  /** Tells whether a person asked for it to be observed again, or read again. */
  public boolean replay() {
    return updates.stream().anyMatch(update -> update.circumstances().replay());
  }
}
