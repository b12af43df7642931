package io.checkpost.web.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.Certainty;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.web.text.TestWords;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private final Explanation explanation = new Explanation(TestWords.withoutProviders());

  private static ResultCode result(
      String name, @Nullable String code, @Nullable String label, Outcome outcome) {
    return new ResultCode(name, code, label, outcome, Certainty.PROBABLE);
  }

  private @Nullable String why(Outcome outcome, ResultCode... results) {
    return explanation.of(
        "credas",
        new Update(
            CheckType.ID_DOCUMENT,
            "person",
            null,
            "object",
            outcome,
            Certainty.PROBABLE,
            null,
            false,
            List.of(results),
            List.of()));
  }

  @Test
  void theLeadingCodeAndWhateverElseIsNotPassedAreNamed() {
    assertThat(
            why(
                Outcome.FAILED,
                result("VerificationResult", "5", "ManualFail", Outcome.FAILED),
                result("FaceMatch", "3", "PendingManualCheck", Outcome.REVIEW),
                result("NameMatch", "1", "AutoPass", Outcome.PASSED),
                result("Nfc", "0", "NotPerformed", Outcome.NOT_PERFORMED)))
        .isEqualTo(
            "Not passed: Verification result is ManualFail (code 5),"
                + " Face match is PendingManualCheck (code 3).");
  }

  @Test
  void whatWasNotPerformedIsTheReasonWhereItLeads() {
    assertThat(
            why(
                Outcome.NOT_PERFORMED,
                result("Status", "0", "NotPerformed", Outcome.NOT_PERFORMED)))
        .isEqualTo("Not passed yet: Status is NotPerformed (code 0).");
  }

  @Test
  void aCodeThatNoListHasAndOneThatDidNotComeAreSaidToBe() {
    assertThat(why(Outcome.UNRECOGNISED, result("Status", "42", null, Outcome.UNRECOGNISED)))
        .isEqualTo("Not passed: Status has the code 42, which no list names.");
    assertThat(why(Outcome.UNRECOGNISED, result("Status", null, null, Outcome.UNRECOGNISED)))
        .isEqualTo("Not passed: Status came without a code.");
  }

  @Test
  void aPassNeedsNoReasonAndWhatWasErasedHasNone() {
    assertThat(why(Outcome.PASSED, result("Status", "1", "AutoPass", Outcome.PASSED))).isNull();
    assertThat(explanation.of("credas", null)).isNull();
    assertThat(explanation.leading("credas", null)).isNull();
  }
}
