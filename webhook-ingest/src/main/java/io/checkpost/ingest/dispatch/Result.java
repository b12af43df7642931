package io.checkpost.ingest.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What became of a work.
 *
 * @param work the work
 * @param observedAt when its last observer returned
 * @param observers everyone who was called
 * @param failures the calls that threw
 */
record Result(Work work, Instant observedAt, Set<String> observers, List<Failure> failures) {

  record Failure(int ordinal, String observer, String cause) {}
}
