package io.checkpost.ingest.management;

import io.checkpost.ingest.check.CheckOutcome;
import io.checkpost.ingest.check.RelatedPerson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another id with the same client reference in the same portal. */
record RelatedPersonView(
    String subjectId, String portalId, List<OutcomeView> checks, @Nullable String changedAt)
    implements View {

  /** What a kind of check says now. */
  record OutcomeView(String checkType, String outcome) {

    static OutcomeView of(CheckOutcome check) {
      return new OutcomeView(check.checkType().code(), check.outcome().code());
    }
  }

  static RelatedPersonView of(RelatedPerson related) {
    return new RelatedPersonView(
        related.subjectId(),
        related.portalId().toString(),
        related.checks().stream().map(OutcomeView::of).toList(),
        Texts.of(related.changedAt()));
  }
}
