package io.checkpost.ingest.dispatch;

import io.checkpost.ingest.database.TestDatabase;
import java.util.List;

/** The registry of observers of a node that has a few. */
public final class TestObservers {

  private TestObservers() {}

  /** Returns a registry of a node that has these observers, all of every event. */
  public static ObserverRegistry registry(TestDatabase store, String... observers) {
    return new ObserverRegistry(
        store.database(),
        store.settings(),
        List.of(observers).stream()
            .map(id -> new DeployedObserver(id, Object.class.getName(), 1))
            .toList());
  }
}
