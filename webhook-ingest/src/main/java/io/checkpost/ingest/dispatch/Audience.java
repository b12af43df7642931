package io.checkpost.ingest.dispatch;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who is told.
 *
 * @param observers who is called, one by one, for an event
 * @param fireAsync hands an event to asynchronous observers
 * @param fire hands an event of Checkpost's own to ordinary observers
 */
record Audience(
    Function<Object, List<Observer>> observers,
    BiConsumer<Object, Executor> fireAsync,
    Consumer<Object> fire) {

  static Audience of(Observers observers) {
    BiConsumer<Object, Executor> fireAsync =
        observers.hasAsynchronous() ? observers::fireAsync : (event, thread) -> {};
    return new Audience(observers::of, fireAsync, observers::fire);
  }
}
