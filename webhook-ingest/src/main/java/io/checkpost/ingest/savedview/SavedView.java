package io.checkpost.ingest.savedview;

import io.checkpost.ingest.message.MessageFilter;
import java.time.Instant;
import java.util.UUID;

/**
 * A filter of the message list under a name.
 *
 * @param id its id
 * @param owner who made it: a user's name, or {@code key:} and an API key's
 * @param name its name, which the owner gave to one only
 * @param shared whether everybody sees it
 * @param filter which messages; never those of a person or of a client reference
 * @param createdAt when it was made
 */
public record SavedView(
    UUID id, String owner, String name, boolean shared, MessageFilter filter, Instant createdAt) {}
