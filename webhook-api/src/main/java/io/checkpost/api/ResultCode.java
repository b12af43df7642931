package io.checkpost.api;

import org.jspecify.annotations.Nullable;

/**
 * One code that a provider sent, with the best reading of it.
 *
 * @param name the provider's field, in the provider's spelling: {@code
 *     FacialMatchVerificationResult}
 * @param code the code in its canonical spelling ({@code "4"}, {@code "SUCCESS_DATA_CHANGED"}), or
 *     as received where it is not recognised; null where the field was missing or null
 * @param label what the provider's list calls the code; null where no list has it
 * @param outcome what the code means
 * @param certainty how surely that is known
 */
public record ResultCode(
    String name,
    @Nullable String code,
    @Nullable String label,
    Outcome outcome,
    Certainty certainty) {}
