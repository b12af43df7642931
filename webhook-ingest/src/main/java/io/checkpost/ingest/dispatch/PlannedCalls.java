package io.checkpost.ingest.dispatch;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.dispatch.LoadedWork.NumberedEvent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Who would observe what of stored messages, were they dispatched now: asked without calling
 * anybody. Safe for use by many threads.
 */
@ApplicationSingleton
public final class PlannedCalls {

  /** The ordinal of a message's own event, which comes after those of its updates. */
  public static final int MESSAGE_EVENT = Work.MESSAGE_EVENT;

  private final EventLoader loader;
  private final Function<Object, List<Observer>> observers;
  private final Set<String> deployed;

  /** Plans calls of the observers that are deployed. */
  @Inject
  PlannedCalls(EventLoader loader, Observers observers) {
    this(
        loader,
        observers::of,
        observers.deployed().stream().map(DeployedObserver::id).collect(toUnmodifiableSet()));
  }

  /** Plans calls of other observers than the container's. */
  PlannedCalls(
      EventLoader loader, Function<Object, List<Observer>> observers, Set<String> deployed) {
    this.loader = loader;
    this.observers = observers;
    this.deployed = deployed;
  }

  /**
   * One event that one observer would receive.
   *
   * @param ordinal the update's place in the message, or {@link #MESSAGE_EVENT}
   * @param observer the observer's id
   */
  public record Call(int ordinal, String observer) {}

  /** Returns the ids of the observers that are deployed in this process. */
  public Set<String> observers() {
    return deployed;
  }

  /**
   * Returns the calls that each of the given messages would make, in their order. A duplicate makes
   * none and a message that cannot be read is missing, as when its data was erased.
   *
   * @param connection whose transaction sees the messages
   */
  public Map<UUID, List<Call>> of(Connection connection, Collection<UUID> messageIds)
      throws SQLException {
    Map<UUID, List<Call>> calls = new HashMap<>();
    loader
        .events(connection, messageIds)
        .forEach((messageId, events) -> calls.put(messageId, calls(events)));
    return calls;
  }

  private List<Call> calls(List<NumberedEvent> events) {
    List<Call> calls = new ArrayList<>();
    for (NumberedEvent event : events) {
      for (Observer observer : observers.apply(event.event())) {
        calls.add(new Call(event.ordinal(), observer.id()));
      }
    }
    return calls;
  }
}
