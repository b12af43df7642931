package io.checkpost.ingest.check;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import org.jspecify.annotations.Nullable;

/**
 * An update as a message brought it.
 *
 * @param update what the provider said
 * @param sequence its place among all changes of its subject; null where it only repeats
 * @param kind what it changed; null where it only repeats
 * @param previousOutcome the check's outcome before; null for the first and for a repeat
 * @param returned whether the same content was already current shortly before
 */
public record ReportedUpdate(
    Update update,
    @Nullable Long sequence,
    @Nullable ChangeKind kind,
    @Nullable Outcome previousOutcome,
    boolean returned) {}
