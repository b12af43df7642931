package io.checkpost.benchmark.observers;

import io.checkpost.api.VerificationEvent;
import io.checkpost.api.credas.CredasUpdate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.LongAdder;

/** Two observers that cost next to nothing: what is measured is what calling them costs. */
@ApplicationScoped
public class CountingObservers {

  private final LongAdder events = new LongAdder();
  private final LongAdder updates = new LongAdder();

  void event(@Observes VerificationEvent event) {
    events.increment();
  }

  void update(@Observes CredasUpdate update) {
    updates.increment();
  }
}
