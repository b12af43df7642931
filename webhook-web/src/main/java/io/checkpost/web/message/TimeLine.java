package io.checkpost.web.message;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageDetail;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.ObserverState;
import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryAttempt;
import io.checkpost.ingest.relay.DeliveryDetail;
import io.checkpost.ingest.relay.DeliveryState;
import io.checkpost.web.message.Step.Action;
import io.checkpost.web.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a message, in the order of time. It says what is known and no more: observers
 * that take a message leave no row each, so when each of them did is not there to be told.
 */
final class TimeLine {

  /** The attempts that are shown of one delivery: the last ones. */
  private static final int MOST_ATTEMPTS = 10;

  private final Words words;
  private final MessageDetail detail;
  private final List<DeliveryDetail> deliveries;
  private final List<DeliveryStep> targets;

  /**
   * Creates the time line.
   *
   * @param targets how each of the deliveries fares, in their order
   */
  TimeLine(
      Words words,
      MessageDetail detail,
      List<DeliveryDetail> deliveries,
      List<DeliveryStep> targets) {
    this.words = words;
    this.detail = detail;
    this.deliveries = deliveries;
    this.targets = targets;
  }

  List<Step> steps() {
    List<Step> later = new ArrayList<>();
    addReread(later);
    addObservers(later);
    for (int i = 0; i < deliveries.size(); i++) {
      addDelivery(later, deliveries.get(i), targets.get(i));
    }
    later.sort(comparing(Step::at, nullsLast(naturalOrder())));
    List<Step> all = new ArrayList<>(arrival());
    all.addAll(later);
    return lapsed(all);
  }

  private List<Step> lapsed(List<Step> steps) {
    List<Step> lapsed = new ArrayList<>();
    Instant before = null;
    for (Step step : steps) {
      Instant at = step.at();
      lapsed.add(
          at == null || before == null
              ? step
              : step.after(
                  words.text("message.step.after", Lapse.of(Duration.between(before, at), words))));
      before = at == null ? before : at;
    }
    return lapsed;
  }

  private Step step(String tone, String icon, String key, @Nullable Object... values) {
    return Step.of(tone, icon, words.text("message.step." + key, values));
  }

  private MessageSummary summary() {
    return detail.summary();
  }

  private List<Step> arrival() {
    return List.of(
        step("passed", "accepted", "received").at(summary().receivedAt()),
        step("passed", "passed", "stored")
            .with(List.of(words.text("message.step.stored.explained"))),
        reading());
  }

  /** How it ended at intake, also where that was another end than it has now. */
  private Step reading() {
    Disposition former = summary().formerDisposition();
    return switch (former == null ? summary().disposition() : former) {
      case ACCEPTED -> step("passed", "passed", "read", detail.updates().size());
      case DUPLICATE -> step("neutral", "duplicate", "duplicate");
      case QUARANTINED ->
          former == null
              ? step("review", "quarantined", "quarantined").with(List.of(quarantineReason()))
              : step("review", "quarantined", "quarantined");
    };
  }

  private String quarantineReason() {
    return words.quarantine(summary().provider(), summary().reason(), summary().reasonDetail());
  }

  private void addReread(List<Step> steps) {
    Instant at = summary().reinterpretedAt();
    if (at != null) {
      boolean understood = summary().disposition() != Disposition.QUARANTINED;
      Step step =
          understood
              ? step("passed", "change", "reread", detail.updates().size())
              : step("review", "quarantined", "reread-quarantined")
                  .with(List.of(quarantineReason()));
      steps.add(step.at(at));
    }
  }

  private void addObservers(List<Step> steps) {
    List<String> took = new ArrayList<>();
    for (ObserverState state : detail.observers()) {
      String observer = state.observer();
      if (observer == null) {
        steps.add(step("pending", "pending", "not-yet"));
      } else if (state.state() == ObserverState.State.OBSERVED) {
        took.add(observer);
      } else {
        steps.add(owed(observer, state));
      }
    }
    Instant at = detail.observedAt();
    if (at != null) {
      steps.add(given(took).at(at));
    }
  }

  private Step given(List<String> took) {
    if (detail.observers().isEmpty()) {
      return step("neutral", "neutral", "no-observers");
    }
    return took.isEmpty()
        ? step("review", "review", "given-none")
        : step("passed", "passed", "given", took.size())
            .with(List.of(words.text("message.step.given.explained")))
            .naming(took);
  }

  private Step owed(String observer, ObserverState state) {
    boolean failed = state.hasFailed();
    String key = "owed." + state.state().code() + (failed ? "" : ".untried");
    String tone =
        switch (state.state()) {
          case DEAD -> "failed";
          case WAITING -> failed ? "review" : "pending";
          default -> "neutral";
        };
    List<String> details = new ArrayList<>();
    String cause = state.cause();
    if (failed && cause != null) {
      details.add(words.text("message.step.failed", state.attempts(), cause));
    }
    Instant first = state.firstFailedAt();
    Instant last = state.lastFailedAt();
    if (first != null && last != null && last.isAfter(first)) {
      details.add(words.text("message.step.failed-since", words.exactly(first)));
    }
    if (state.owed() > 1) {
      details.add(words.text("message.step.owed-events", state.owed()));
    }
    return step(tone, tone, key)
        .at(last)
        .with(details)
        .naming(List.of(observer))
        .linkedTo("/observers?observer=" + words.encoded(observer))
        .goingOnAt(state.nextAttemptAt())
        .offering(actions(observer, state));
  }

  private List<Action> actions(String observer, ObserverState state) {
    Action retry = action(MessageActions.RETRY, observer);
    Action close = action(MessageActions.CLOSE, observer);
    return switch (state.state()) {
      case DEAD -> List.of(retry, close);
      case WAITING -> state.hasFailed() ? List.of(retry) : List.of();
      case PARKED -> List.of(close);
      case OBSERVED, PENDING, CLOSED -> List.of();
    };
  }

  private Action action(String name, String value) {
    return new Action(name, value, words.text("message.do." + name));
  }

  private void addDelivery(List<Step> steps, DeliveryDetail relayed, DeliveryStep target) {
    List<DeliveryAttempt> attempts = relayed.attempts();
    steps.add(step("neutral", "neutral", "relay-made").at(relayed.delivery().createdAt()));
    attempts.stream()
        .skip(Math.max(0, attempts.size() - MOST_ATTEMPTS))
        .forEach(attempt -> steps.add(attempt(attempt)));
    steps.add(end(relayed, target));
  }

  /** How a delivery stands: what waits has no time, and comes last. */
  private Step end(DeliveryDetail relayed, DeliveryStep target) {
    Delivery delivery = relayed.delivery();
    return Step.of(target.tone(), target.tone(), words.text(target.key()))
        .at(endedAt(relayed))
        .with(endInDetail(relayed, target))
        .linkedTo("/delivery?id=" + delivery.id())
        .goingOnAt(target.rest() == null ? delivery.nextAttemptAt() : null)
        .offering(actions(delivery));
  }

  private static @Nullable Instant endedAt(DeliveryDetail relayed) {
    Delivery delivery = relayed.delivery();
    List<DeliveryAttempt> attempts = relayed.attempts();
    return switch (delivery.state()) {
      case PENDING -> null;
      case DELIVERED -> delivery.deliveredAt();
      case CLOSED -> delivery.closedAt();
      case DEAD ->
          attempts.isEmpty() ? delivery.createdAt() : endOf(attempts.get(attempts.size() - 1));
    };
  }

  private static Instant endOf(DeliveryAttempt attempt) {
    return attempt.startedAt().plusMillis(attempt.durationMillis());
  }

  private List<String> endInDetail(DeliveryDetail relayed, DeliveryStep target) {
    List<String> details = new ArrayList<>();
    Delivery delivery = relayed.delivery();
    int attempts = relayed.attempts().size();
    String cause = delivery.lastCause();
    if (attempts == 0 && cause != null) {
      details.add(words.sentence(words.deliveryCause(cause)) + ".");
    }
    String rest = target.rest();
    if (rest != null) {
      details.add(words.text(rest));
    }
    if (delivery.state() == DeliveryState.CLOSED) {
      details.add(words.text("message.step.relay-closed", delivery.closedBy()));
    }
    if (attempts > MOST_ATTEMPTS) {
      details.add(words.text("message.step.attempts-more", MOST_ATTEMPTS, attempts));
    }
    return details;
  }

  private List<Action> actions(Delivery delivery) {
    String id = delivery.id().toString();
    Action send =
        action(
            delivery.state() == DeliveryState.DELIVERED
                ? MessageActions.SEND_AGAIN
                : MessageActions.SEND,
            id);
    return delivery.state() == DeliveryState.DEAD
        ? List.of(send, action(MessageActions.CLOSE_DELIVERY, id))
        : List.of(send);
  }

  private Step attempt(DeliveryAttempt attempt) {
    String cause = attempt.cause();
    String took = Lapse.of(Duration.ofMillis(attempt.durationMillis()), words);
    Integer status = attempt.status();
    String tone = cause == null ? "passed" : "failed";
    return step(
            tone,
            tone,
            cause == null ? "attempt" : "attempt-failed",
            attempt.number(),
            cause == null ? "" : words.deliveryCause(cause))
        .at(attempt.startedAt())
        .with(
            List.of(
                status == null
                    ? words.text("message.step.took", took)
                    : words.text("message.step.answered", status.toString(), took)));
  }
}
