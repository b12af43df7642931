package io.checkpost.ingest.access;

import java.time.Instant;
import java.util.UUID;

/**
 * A key of the management API, without the key itself, which nobody knows but its holder.
 *
 * @param id what names it
 * @param name what the log and the audit call its user
 * @param role what it may do
 * @param createdAt when it was made
 * @param fromSettings whether it is the one that the settings give, and would be back after a start
 */
public record ApiKey(UUID id, String name, Role role, Instant createdAt, boolean fromSettings) {}
