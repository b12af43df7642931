package io.checkpost.ingest.replay;

/**
 * What a replay would do, were it begun now.
 *
 * @param messages how many messages it would go through
 * @param events how many calls of observers it would ask for; when messages are read again, how
 *     many updates are read otherwise than before
 * @param atLeast whether there are more messages than were looked at
 */
public record Estimate(long messages, long events, boolean atLeast) {}
