package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.provider.Providers;
import java.util.List;
import java.util.Map;

/** Observers of a test's own, without a container. */
public final class TestPlannedCalls {

  private TestPlannedCalls() {}

  /** Plans calls of these observers: their ids and the types that they observe. */
  public static PlannedCalls of(
      TestDatabase database, Providers providers, Map<String, Class<?>> observers) {
    return new PlannedCalls(
        new EventLoader(database.database(), database.keyset(), providers),
        event -> observing(observers, event),
        observers.keySet());
  }

  private static List<Observer> observing(Map<String, Class<?>> observers, Object event) {
    return observers.entrySet().stream()
        .filter(observer -> observer.getValue().isInstance(event))
        .map(observer -> new Observer(observer.getKey(), () -> {}))
        .sorted(java.util.Comparator.comparing(Observer::id))
        .toList();
  }
}
