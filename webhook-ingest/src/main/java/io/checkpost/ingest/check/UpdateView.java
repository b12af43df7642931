package io.checkpost.ingest.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.checkpost.api.ReportedField;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import java.util.List;
import java.util.function.BinaryOperator;
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

    FieldView showing(BinaryOperator<String> shown) {
      return new FieldView(
          name,
          status,
          value == null ? null : shown.apply(name, value),
          original == null ? null : shown.apply(name, original),
          documented);
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

  /**
   * Returns the same update with less of its values.
   *
   * @param shown makes of a field's name and a value of it what is shown
   */
  public UpdateView showing(BinaryOperator<String> shown) {
    return new UpdateView(
        checkType,
        subjectId,
        clientId,
        objectId,
        outcome,
        certainty,
        isFinal,
        results,
        fields.stream().map(field -> field.showing(shown)).toList(),
        kind,
        previousOutcome,
        returned,
        sequence);
  }
}
