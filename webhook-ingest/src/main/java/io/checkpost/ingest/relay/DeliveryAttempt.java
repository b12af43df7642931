package io.checkpost.ingest.relay;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP attempt of a delivery.
 *
 * @param number which it was, from 1
 * @param startedAt when it began
 * @param durationMillis how long it took
 * @param status the answer's HTTP status; null when there was no answer
 * @param cause why it failed, as a code; null when the message was delivered
 * @param address what was connected to, or was refused to be; null when there was neither
 * @param responseSize how many bytes of the answer are kept
 * @param responseHeaders a few of the answer's headers by lower-case name; null when the data was
 *     erased
 */
public record DeliveryAttempt(
    int number,
    Instant startedAt,
    long durationMillis,
    @Nullable Integer status,
    @Nullable String cause,
    @Nullable String address,
    int responseSize,
    @Nullable Map<String, String> responseHeaders) {}
