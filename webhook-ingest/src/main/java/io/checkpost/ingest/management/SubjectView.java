package io.checkpost.ingest.management;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Outcome;
import io.checkpost.ingest.check.Change;
import io.checkpost.ingest.check.Check;
import io.checkpost.ingest.check.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person with all checks. */
record SubjectView(String subjectId, List<CheckView> checks) implements View {

  /** A check and its history. */
  record CheckView(
      String checkType,
      @Nullable String objectId,
      String outcome,
      String portalId,
      List<ChangeView> history) {

    static CheckView of(Check check) {
      return new CheckView(
          check.checkType().code(),
          check.objectId(),
          check.outcome().code(),
          check.portalId().toString(),
          check.history().stream().map(ChangeView::of).toList());
    }
  }

  /** A change of a check. */
  record ChangeView(
      String messageId,
      String receivedAt,
      @Nullable String from,
      String to,
      @Nullable String kind,
      boolean returned) {

    static ChangeView of(Change change) {
      Outcome from = change.from();
      ChangeKind kind = change.kind();
      return new ChangeView(
          change.messageId().toString(),
          change.receivedAt().toString(),
          from == null ? null : from.code(),
          change.to().code(),
          kind == null ? null : kind.code(),
          change.returned());
    }
  }

  static SubjectView of(Subject subject) {
    return new SubjectView(
        subject.subjectId(), subject.checks().stream().map(CheckView::of).toList());
  }
}
