package io.checkpost.ingest.dispatch;

/**
 * An observer that this node has.
 *
 * @param id outlives restarts
 * @param eventType the name of the class that it observes
 */
public record DeployedObserver(String id, String eventType) {}
