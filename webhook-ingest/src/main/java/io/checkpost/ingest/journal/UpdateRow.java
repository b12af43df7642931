package io.checkpost.ingest.journal;

import io.checkpost.api.Update;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code check_update} to be written.
 *
 * @param place the message that carries it
 * @param portalId its portal
 * @param ordinal its place in the message
 * @param update what it says
 * @param checkId the check's row
 * @param subject the person
 * @param fingerprint the content's index
 * @param change what it changed; null where it only repeats
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UpdateRow(
    Place place,
    UUID portalId,
    int ordinal,
    Update update,
    UUID checkId,
    SubjectRow subject,
    byte[] fingerprint,
    @Nullable Change change) {}
