package io.checkpost.ingest.activity;

import io.checkpost.api.PortalSilent;
import io.checkpost.ingest.database.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.function.Consumer;

/** The activity of portals over a test's database. */
public final class TestActivity {

  private TestActivity() {}

  /** Returns activity that tells nobody. */
  public static PortalActivity over(TestDatabase store, Clock clock) {
    return over(store, clock, new SimpleMeterRegistry(), silence -> {});
  }

  static PortalActivity over(
      TestDatabase store, Clock clock, MeterRegistry meters, Consumer<PortalSilent> listeners) {
    return new PortalActivity(
        new ActivityStore(store.database(), store.settings()),
        store.database(),
        store.settings(),
        clock,
        meters,
        listeners);
  }
}
