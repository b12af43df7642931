package io.checkpost.ingest.dispatch;

import io.checkpost.api.MessageAccepted;
import io.checkpost.api.VerificationEvent;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An observer that fails with what it is told to, and remembers what it took. */
record TestObserver(
    String id, Class<?> type, Predicate<Object> fails, BlockingQueue<Object> taken) {

  private static final long PATIENCE_SECONDS = 20;

  static TestObserver of(String id, Class<?> type, Predicate<Object> fails) {
    return new TestObserver(id, type, fails, new LinkedBlockingQueue<>());
  }

  /** Of updates. */
  static TestObserver of(String id, Predicate<RecordedProvider.Event> fails) {
    return of(id, VerificationEvent.class, event -> fails.test((RecordedProvider.Event) event));
  }

  /** Takes every update. */
  static TestObserver of(String id) {
    return of(id, event -> false);
  }

  /** Takes every message. */
  static TestObserver ofMessages(String id) {
    return of(id, MessageAccepted.class, event -> false);
  }

  static List<Observer> of(List<TestObserver> all, Object event) {
    return all.stream()
        .filter(each -> each.type.isInstance(event))
        .map(each -> new Observer(each.id, () -> each.take(event)))
        .toList();
  }

  private void take(Object event) {
    if (fails.test(event)) {
      throw new IllegalStateException("this text may name a person");
    }
    taken.add(event);
  }

  /** Waits for the next update that it takes. */
  RecordedProvider.Event next() throws InterruptedException {
    Object event = taken.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (event instanceof RecordedProvider.Event update) {
      return update;
    }
    throw new AssertionError(id + " took no update, but " + event);
  }
}
