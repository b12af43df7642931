package io.checkpost.ingest.message;

/**
 * How many messages fit a filter, counted no further than somebody can wait for.
 *
 * @param messages how many were counted
 * @param atLeast whether there are more
 */
public record MessageCount(int messages, boolean atLeast) {}
