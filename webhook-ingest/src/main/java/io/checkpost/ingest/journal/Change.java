package io.checkpost.ingest.journal;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What an update changed.
 *
 * @param kind what it means beside what came before
 * @param previous the check's outcome before; null for the first
 * @param returned whether the same content was current shortly before
 * @param sequence its place among all changes of the subject, in the order in which they are
 *     observed
 */
record Change(ChangeKind kind, @Nullable Outcome previous, boolean returned, long sequence) {}
