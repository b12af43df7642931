package io.checkpost.ingest.check;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;

/**
 * What a message said of a kind of check.
 *
 * @param checkType the kind of check
 * @param outcome an outcome that it was given
 */
public record CheckOutcome(CheckType checkType, Outcome outcome) {}
