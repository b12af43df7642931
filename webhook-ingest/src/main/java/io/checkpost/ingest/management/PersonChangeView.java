package io.checkpost.ingest.management;

import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.ingest.check.PersonChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change in a person's time line. What was sealed is null, or empty, when it was erased. */
record PersonChangeView(
    String messageId,
    String receivedAt,
    @Nullable String subjectId,
    String portalId,
    String checkType,
    @Nullable String objectId,
    @Nullable String from,
    String to,
    @Nullable String kind,
    boolean returned,
    @Nullable String understoodAt,
    @Nullable String certainty,
    List<CodeView> results)
    implements View {

  /** A code that the provider sent. */
  record CodeView(String name, @Nullable String code, @Nullable String label, String outcome) {

    static CodeView of(ResultCode result) {
      return new CodeView(result.name(), result.code(), result.label(), result.outcome().code());
    }
  }

  static PersonChangeView of(PersonChange item) {
    SubjectView.ChangeView change = SubjectView.ChangeView.of(item.change());
    Update update = item.update();
    return new PersonChangeView(
        change.messageId(),
        change.receivedAt(),
        item.subjectId(),
        item.portalId().toString(),
        item.checkType().code(),
        update == null ? null : update.objectId(),
        change.from(),
        change.to(),
        change.kind(),
        change.returned(),
        Texts.of(item.understoodAt()),
        update == null ? null : update.certainty().code(),
        update == null ? List.of() : update.results().stream().map(CodeView::of).toList());
  }
}
