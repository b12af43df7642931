package io.checkpost.api.w2;

import io.checkpost.api.ReportedField;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value with what the identification did to it. {@link #toString()} shows the status only.
 *
 * @param status what was done; null where the provider gave no status or one that nobody documented
 * @param value the value as it stands; null where there is none
 * @param original the value given before; null where there is none
 */
public record ChangedValue(
    @Nullable ValueStatus status, @Nullable String value, @Nullable String original) {

  static ChangedValue of(ReportedField field) {
    return new ChangedValue(
        Optional.ofNullable(field.status()).flatMap(ValueStatus::of).orElse(null),
        field.value(),
        field.original());
  }

  @Override
  public String toString() {
    return "ChangedValue[" + status + "]";
  }
}
