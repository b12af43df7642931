package io.checkpost.ingest.message;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.check.ReportedUpdate;
import io.checkpost.ingest.journal.Envelope;
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
 * @param observers who has observed it, who will and who failed to
 * @param duplicates messages that repeat it, newest first, at most {@link #MOST_DUPLICATES}
 */
public record MessageDetail(
    MessageSummary summary,
    @Nullable Envelope envelope,
    List<ReportedUpdate> updates,
    List<ObserverState> observers,
    List<MessageId> duplicates) {

  /** How many duplicates are shown. */
  public static final int MOST_DUPLICATES = 100;

  /** Creates a detail; the lists are copied. */
  public MessageDetail {
    updates = List.copyOf(updates);
    observers = List.copyOf(observers);
    duplicates = List.copyOf(duplicates);
  }

  MessageDetail withObservers(Collection<ObserverState> others) {
    return new MessageDetail(summary, envelope, updates, List.copyOf(others), duplicates);
  }

  @Override
  public String toString() {
    return "MessageDetail[" + summary.id() + "]";
  }
}
