package io.checkpost.web.message;

import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageDetail;
import io.checkpost.ingest.message.ObserverState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a message after it was stored.
 *
 * @param key the key of it in words
 * @param tone its colours and sign
 * @param observer the observer's id; null where it is nobody in particular
 * @param cause why it failed; null where it did not
 * @param attempts how often it was tried without success
 * @param nextAttemptAt when it is tried next; null where it is not
 */
public record Step(
    String key,
    String tone,
    @Nullable String observer,
    @Nullable String cause,
    int attempts,
    @Nullable Instant nextAttemptAt) {

  static List<Step> of(MessageDetail detail) {
    if (detail.summary().disposition() == Disposition.DUPLICATE) {
      return List.of(step("duplicate", "neutral"));
    }
    if (detail.observers().isEmpty()) {
      return List.of(step("no-observers", "neutral"));
    }
    return detail.observers().stream().map(Step::of).toList();
  }

  private static Step step(String what, String tone) {
    return new Step("message.lifecycle." + what, tone, null, null, 0, null);
  }

  private static Step of(ObserverState state) {
    String observer = state.observer();
    if (observer == null) {
      return step("not-yet", "pending");
    }
    String tone =
        switch (state.state()) {
          case OBSERVED -> "passed";
          case PENDING, WAITING -> "pending";
          case DEAD -> "failed";
          case PARKED, CLOSED -> "neutral";
        };
    return new Step(
        "message.lifecycle." + state.state().code(),
        tone,
        observer,
        state.cause(),
        state.attempts(),
        state.nextAttemptAt());
  }
}
