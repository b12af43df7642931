package io.checkpost.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An update as CDI observers receive it. Observe this type for every provider, or a provider's own
 * type for less:
 *
 * <pre>{@code
 * void paid(@Observes RightToRentUpdate update) { … }
 * void all(@Observes VerificationEvent event) { … }
 * }</pre>
 *
 * <p>Events are immutable and may be kept or handed to other threads. When they come, how often and
 * in which transaction is written in {@linkplain io.checkpost.api this package's documentation}.
 */
public interface VerificationEvent {

  /** Returns what the provider said. */
  Update update();

  /** Returns how this update came to be observed. */
  Circumstances circumstances();

  /** Returns the kind of check. */
  default CheckType checkType() {
    return update().checkType();
  }

  /** Returns the person, in the provider's words. */
  default String subjectId() {
    return update().subjectId();
  }

  /** Returns what was checked. */
  default String objectId() {
    return update().objectId();
  }

  /** Returns what the leading code means. */
  default Outcome outcome() {
    return update().outcome();
  }

  /** Returns how surely {@link #outcome()} is known. */
  default Certainty certainty() {
    return update().certainty();
  }

  /** Returns the check's outcome before this update; null for the first. */
  default @Nullable Outcome previousOutcome() {
    return circumstances().previousOutcome();
  }

  /** Returns the message that carried this update. */
  default MessageId messageId() {
    return circumstances().messageId();
  }

  /** Returns the portal that received it. */
  default PortalId portalId() {
    return circumstances().portalId();
  }

  /** Returns when it was received, by Checkpost's clock. */
  default Instant receivedAt() {
    return circumstances().receivedAt();
  }

  /** Returns its place among all updates of its subject, from 1. */
  default long sequence() {
    return circumstances().sequence();
  }
}
