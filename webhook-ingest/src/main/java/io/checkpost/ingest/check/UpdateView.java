package io.checkpost.ingest.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.checkpost.api.ReportedField;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update of a message as JSON shows it, in the management API as in what is relayed: the
 * components are the members, in their order, null where there is no value.
 */
public record UpdateView(
    String checkType,
    String subjectId,
    @Nullable String clientId,
    String objectId,
    String outcome,
    String certainty,
    @JsonProperty("final") @Nullable Boolean isFinal,
    List<ResultView> results,
    List<FieldView> fields,
    @Nullable String kind,
    @Nullable String previousOutcome,
    boolean returned,
    @Nullable Long sequence) {

  /** A code. */
  public record ResultView(
      String name, @Nullable String code, @Nullable String label, String outcome) {

    static ResultView of(ResultCode result) {
      return new ResultView(result.name(), result.code(), result.label(), result.outcome().code());
    }
  }

  /** A value beside the codes. */
  public record FieldView(
      String name,
      @Nullable String status,
      @Nullable String value,
      @Nullable String original,
      boolean documented) {

    static FieldView of(ReportedField field) {
      return new FieldView(
          field.name(), field.status(), field.value(), field.original(), field.documented());
    }
  }

  /** Returns the view of an update. */
  public static UpdateView of(ReportedUpdate reported) {
    Update update = reported.update();
    return new UpdateView(
        update.checkType().code(),
        update.subjectId(),
        update.clientId(),
        update.objectId(),
        update.outcome().code(),
        update.certainty().code(),
        update.isFinal(),
        update.results().stream().map(ResultView::of).toList(),
        update.fields().stream().map(FieldView::of).toList(),
        reported.kind() == null ? null : reported.kind().code(),
        reported.previousOutcome() == null ? null : reported.previousOutcome().code(),
        reported.returned(),
        reported.sequence());
  }
}
