package io.checkpost.ingest.dispatch;

import java.util.List;

/** Who observes an event. */
interface Observers {

  /** Returns the observers of the event, in the order in which CDI would call them. */
  List<Observer> of(Object event);
}
