package io.checkpost.ingest.relay;

import java.time.Instant;

/**
 * A person's word that nothing is sent to a target for now.
 *
 * @param at since when
 * @param by who said so
 */
public record TargetPause(Instant at, String by) {}
