package io.checkpost.ingest.access;

import java.time.Instant;

/**
 * A user of the pages.
 *
 * @param name by which they sign in
 * @param role what they may do
 * @param createdAt since when there is such a user
 * @param preferences how they want to read the pages
 */
public record User(String name, Role role, Instant createdAt, Preferences preferences) {}
