package io.checkpost.web.deliveries;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.relay.RelayTargetState;
import io.checkpost.ingest.relay.RelayTargetStates;
import io.checkpost.ingest.relay.TargetPause;
import io.checkpost.ingest.relay.TargetState;
import io.checkpost.ingest.relay.UndeliveredTarget;
import io.checkpost.web.text.Age;
import io.checkpost.web.text.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A target on the board of what is undelivered.
 *
 * @param undelivered the target
 * @param name the name of the portal whose URL it is
 * @param portalPaused whether that portal is paused as a whole
 * @param now when the page was made
 * @param words what speaks the page's language
 */
public record TargetRow(
    UndeliveredTarget undelivered, String name, boolean portalPaused, Instant now, Words words) {

  private RelayTargetState target() {
    return undelivered.target();
  }

  /** Returns the id of the portal. */
  public PortalId id() {
    return target().portalId();
  }

  /** Returns host and path of the URL; null where the portal has none any more. */
  public @Nullable String address() {
    return TargetAddress.of(undelivered.url());
  }

  /** Tells in one word how it is: the end of the keys that say so. */
  private String how() {
    if (target().pause() != null) {
      return "paused";
    }
    if (target().state() != TargetState.CLOSED) {
      return target().state().code();
    }
    return target().pending() > 0 ? "delivering" : "dead";
  }

  /** Returns the key of how it is. */
  public String stateKey() {
    return "deliveries.target." + how();
  }

  /** Returns the colours and the sign of how it is. */
  public String tone() {
    return switch (how()) {
      case "paused" -> "neutral";
      case "open" -> "review";
      case "delivering" -> "pending";
      default -> "failed";
    };
  }

  /** Returns the key of what has to happen before anything is tried, where no time is known. */
  public String nextKey() {
    return "deliveries.next." + how();
  }

  /** Returns when something is tried next; null where that is not known. */
  public @Nullable Instant next() {
    return undelivered.nextAttemptAt();
  }

  /** Tells whether that is now. */
  public boolean isNextNow() {
    Instant next = next();
    return next != null && !next.isAfter(now);
  }

  /** Returns who paused it; null where nobody did. */
  public @Nullable TargetPause pause() {
    return target().pause();
  }

  /** Tells whether it is left alone, or disabled, until somebody says otherwise. */
  public boolean isEnabling() {
    return target().state() != TargetState.CLOSED;
  }

  /** Returns how many deliveries wait, as far as they are counted. */
  public String pending() {
    return counted(target().pending());
  }

  /** Returns how many deliveries were given up, as far as they are counted. */
  public String dead() {
    return counted(undelivered.dead());
  }

  private String counted(int number) {
    return words.text(
        number < RelayTargetStates.MOST ? "deliveries.counted" : "deliveries.counted.more", number);
  }

  /** Returns how long the oldest that waits has waited; null where none does. */
  public @Nullable String pendingAge() {
    return age(target().oldestPendingAt());
  }

  /** Returns how long ago the oldest that was given up was made; null where there is none. */
  public @Nullable String deadAge() {
    return age(undelivered.oldestDeadAt());
  }

  private @Nullable String age(@Nullable Instant since) {
    return since == null ? null : Age.of(since, now, words);
  }

  /** Tells whether there is anything that could be sent. */
  public boolean isLacking() {
    return target().pending() > 0 || hasDead();
  }

  /** Tells whether something was given up. */
  public boolean hasDead() {
    return undelivered.dead() > 0;
  }

  /** Returns why it failed the last time, in words; null where it did not. */
  public @Nullable String cause() {
    String cause = undelivered.lastCause();
    return cause == null ? null : words.deliveryCause(cause);
  }
}
