package io.checkpost.ingest.dispatch;

/**
 * An observer that this node has.
 *
 * @param id outlives restarts
 * @param eventType the name of the class that it observes
 * @param priority its place among the observers of one event: the lowest is called first
 */
public record DeployedObserver(String id, String eventType, int priority) {}
