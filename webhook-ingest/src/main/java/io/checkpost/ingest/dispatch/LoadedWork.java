package io.checkpost.ingest.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * A work with what is observed.
 *
 * @param work the work
 * @param provider the provider's name
 * @param receivedAt when the message was received
 * @param events what is observed, in order; each with the number by which it is owed
 */
record LoadedWork(Work work, String provider, Instant receivedAt, List<NumberedEvent> events) {

  record NumberedEvent(int ordinal, Object event) {}
}
