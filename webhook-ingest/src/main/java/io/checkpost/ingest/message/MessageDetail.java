package io.checkpost.ingest.message;

import io.checkpost.ingest.check.ReportedUpdate;
import io.checkpost.ingest.journal.Envelope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message with everything that is known of it but its bytes.
 *
 * @param summary what lists show
 * @param envelope its headers, sender and the person's client reference; null when the data was
 *     erased
 * @param updates its results, in its order; none when the data was erased
 * @param observedAt when all observers had been called for the first time; null where they were not
 * @param observers who has observed it, who will and who failed to
 */
public record MessageDetail(
    MessageSummary summary,
    @Nullable Envelope envelope,
    List<ReportedUpdate> updates,
    @Nullable Instant observedAt,
    List<ObserverState> observers) {

  /** Creates a detail; the lists are copied. */
  public MessageDetail {
    updates = List.copyOf(updates);
    observers = List.copyOf(observers);
  }

  MessageDetail withObservers(Collection<ObserverState> others) {
    return new MessageDetail(summary, envelope, updates, observedAt, List.copyOf(others));
  }

  @Override
  public String toString() {
    return "MessageDetail[" + summary.id() + "]";
  }
}
