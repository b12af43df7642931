package io.checkpost.ingest.provider.w2;

import io.checkpost.api.ReportedField;
import io.checkpost.api.w2.ValueStatus;
import io.checkpost.ingest.provider.Fields;
import io.checkpost.ingest.provider.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value with what happened to it: an object of {@code status}, {@code value}, {@code original}.
 */
final class ChangedField {

  static final Set<String> MEMBERS = Set.of("status", "value", "original");

  private ChangedField() {}

  /** Tells it from a section that happens to have a field of one of these names. */
  static boolean isIn(Json.Obj object) {
    boolean statusIsCode = !(object.get("status") instanceof Json.Obj);
    boolean hasValue =
        object.members().containsKey("value") || object.members().containsKey("original");
    return statusIsCode && (hasValue || object.members().keySet().equals(Set.of("status")));
  }

  static ReportedField of(String path, Json.Obj object) {
    return new ReportedField(
        path,
        status(object.get("status")),
        text(object.get("value")),
        text(object.get("original")),
        FieldNames.isDocumented(path));
  }

  private static @Nullable String status(@Nullable Json value) {
    if (value == null) {
      return null;
    }
    String text = Fields.text(value);
    return ValueStatus.of(text).map(ValueStatus::name).orElse(text);
  }

  private static @Nullable String text(@Nullable Json value) {
    return value == null ? null : Fields.text(value);
  }
}
