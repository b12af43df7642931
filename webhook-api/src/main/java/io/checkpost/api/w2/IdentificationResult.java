package io.checkpost.api.w2;

import io.checkpost.api.Certainty;
import io.checkpost.api.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The {@code result} of an identification: table 1.1 of the page "Webhooks for DVFC (Alpha)"
 * (docs.w2globaldata.com/webhooks/dvfc-alerts), and {@link #ABORTED}, which only IDnow's manual
 * has.
 */
public enum IdentificationResult {
  /** A session was created, and no data came yet. */
  IN_PROGRESS("In progress", Outcome.PENDING, false, Certainty.DOCUMENTED),
  /** The session is finished and waits for its review. */
  REVIEW_PENDING("Review pending", Outcome.PENDING, false, Certainty.DOCUMENTED),
  /** The session could not be decided automatically and is still being checked. */
  CHECK_PENDING("Check pending", Outcome.PENDING, false, Certainty.DOCUMENTED),
  /** The session is finished, and a fraud is suspected. */
  FRAUD_SUSPICION_PENDING("Fraud suspicion pending", Outcome.REVIEW, false, Certainty.DOCUMENTED),
  /** The suspicion of a fraud is confirmed. */
  FRAUD_SUSPICION_CONFIRMED(
      "Fraud suspicion confirmed", Outcome.FAILED, true, Certainty.DOCUMENTED),
  /** Verified, with the data that was given before. */
  SUCCESS("Success", Outcome.PASSED, true, Certainty.DOCUMENTED),
  /** Verified, with data that differs from what was given before. */
  SUCCESS_DATA_CHANGED("Success, data changed", Outcome.PASSED, true, Certainty.DOCUMENTED),
  /** Cancelled by the provider, for the user did not carry it out properly. */
  CANCELED("Cancelled", Outcome.CANCELLED, true, Certainty.DOCUMENTED),
  /** Broken off during the identification; the user can start again. */
  ABORTED("Aborted", Outcome.CANCELLED, null, Certainty.PROBABLE),
  /** The session ran out of time. */
  EXPIRED("Expired", Outcome.EXPIRED, true, Certainty.DOCUMENTED),
  /** The provider itself did not recognise the session's status. */
  UNKNOWN("Unknown", Outcome.UNRECOGNISED, true, Certainty.DOCUMENTED);

  private static final Map<String, IdentificationResult> BY_LETTERS =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(r -> letters(r.name()), Function.identity()));

  /** Spellings of the provider's own documents that differ by more than case and separators. */
  private static final Map<String, IdentificationResult> OTHER_SPELLINGS =
      Map.of(
          "CANCELLED", CANCELED,
          "SUCESS", SUCCESS,
          "SUCESSDATACHANGED", SUCCESS_DATA_CHANGED,
          "SUCCESSDATACHANGE", SUCCESS_DATA_CHANGED,
          "SUCESSDATACHANGE", SUCCESS_DATA_CHANGED,
          "FRAUDSUSPCIONPENDING", FRAUD_SUSPICION_PENDING,
          "FRAUDSUSPCIONCONFIRMED", FRAUD_SUSPICION_CONFIRMED);

  private final String description;
  private final Outcome outcome;
  private final @Nullable Boolean isFinal;
  private final Certainty certainty;

  IdentificationResult(
      String description, Outcome outcome, @Nullable Boolean isFinal, Certainty certainty) {
    this.description = description;
    this.outcome = outcome;
    this.isFinal = isFinal;
    this.certainty = certainty;
  }

  /** Returns the result in words. */
  public String description() {
    return description;
  }

  /** Returns what it means for the person being checked. */
  public Outcome outcome() {
    return outcome;
  }

  /**
   * Returns true where W2's table calls the result final, false where it calls it preliminary, and
   * null where the table does not have it.
   */
  public @Nullable Boolean isFinal() {
    return isFinal;
  }

  /** Returns how surely this meaning is known. */
  public Certainty certainty() {
    return certainty;
  }

  /**
   * Reads a result whatever its case and separators, in the spellings of the provider's documents,
   * misprints included. Empty for everything else.
   */
  public static Optional<IdentificationResult> of(String text) {
    String letters = letters(text);
    return Optional.ofNullable(BY_LETTERS.get(letters))
        .or(() -> Optional.ofNullable(OTHER_SPELLINGS.get(letters)));
  }

  private static String letters(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }
}
