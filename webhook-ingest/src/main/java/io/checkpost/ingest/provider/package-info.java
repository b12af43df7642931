/**
 * Reading the JSON of senders that one does not control: bounded, tolerant of spelling, and never
 * choosing between two values of one field.
 *
 * <p>{@link io.checkpost.ingest.provider.JsonReader} turns bytes into {@link
 * io.checkpost.ingest.provider.Json}, whose member names are folded to lower case without
 * separators and whose scalars have one canonical text each. Whatever the bytes are, reading
 * returns: not JSON, JSON beyond the limits, or a value with the list of its ambiguous fields.
 *
 * <p>The packages below hold one provider each and do not know each other.
 */
@NullMarked
package io.checkpost.ingest.provider;

import org.jspecify.annotations.NullMarked;
