package io.checkpost.ingest.attention;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Outcome;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a change of a check needs a person, and what it is that settles a reason. */
final class Concern {

  private Concern() {}

  /**
   * Returns why a person has to look at a change, the most severe reason there is.
   *
   * @param content what the provider said; null where the data was erased
   */
  static Optional<AttentionKind> of(
      Outcome outcome, @Nullable ChangeKind kind, @Nullable Update content) {
    if (content != null && isSuspicious(outcome, content)) {
      return Optional.of(AttentionKind.FRAUD);
    }
    if (kind == ChangeKind.CONFLICT) {
      return Optional.of(AttentionKind.CONFLICT);
    }
    if (kind == ChangeKind.REGRESSION) {
      return Optional.of(AttentionKind.REGRESSION);
    }
    if (outcome == Outcome.UNRECOGNISED || (content != null && hasUnrecognised(content))) {
      return Optional.of(AttentionKind.UNRECOGNISED);
    }
    return outcome == Outcome.REVIEW ? Optional.of(AttentionKind.REVIEW) : Optional.empty();
  }

  /**
   * A provider says fraud by its code alone. A code with that word that nobody documented is not
   * taken more lightly; one that passes a check is not a suspicion.
   */
  private static boolean isSuspicious(Outcome outcome, Update content) {
    boolean open =
        outcome == Outcome.REVIEW
            || outcome == Outcome.FAILED
            || outcome == Outcome.PENDING
            || outcome == Outcome.UNRECOGNISED;
    return open && content.results().stream().map(ResultCode::code).anyMatch(Concern::saysFraud);
  }

  private static boolean saysFraud(@Nullable String code) {
    return code != null && code.toUpperCase(Locale.ROOT).contains("FRAUD");
  }

  private static boolean hasUnrecognised(Update content) {
    return content.results().stream()
        .anyMatch(result -> result.code() != null && result.outcome() == Outcome.UNRECOGNISED);
  }

  /**
   * Tells whether a later change settles a reason. That somebody let a session run out clears no
   * suspicion, and that one of two contradicting results is said again decides nothing between
   * them: for those it takes a pass that contradicts nothing, or a person's decision.
   */
  static boolean isSettled(AttentionKind reason, Outcome outcome, ChangeKind kind) {
    return switch (reason) {
      case FRAUD ->
          kind != ChangeKind.CONFLICT
              && (outcome == Outcome.PASSED
                  || (kind == ChangeKind.REMEDIATION && outcome.isDecided()));
      case CONFLICT -> kind == ChangeKind.REMEDIATION && outcome.isDecided();
      default -> outcome.isDecided();
    };
  }
}
