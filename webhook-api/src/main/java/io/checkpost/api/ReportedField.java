package io.checkpost.api;

import org.jspecify.annotations.Nullable;

/**
 * One value that a provider reported beside its codes. Often personal data: {@link #toString()}
 * shows the name only.
 *
 * @param name the path of the field, sections joined by a dot, normalised to lower case without
 *     separators: {@code userdata.address.city}
 * @param status what happened to the value: {@code MATCH}, {@code CHANGE}, {@code NEW}, {@code
 *     REDACTION}, {@code ORIGINAL}, or as received; null where the provider gives no status
 * @param value the value as it stands now, scalars as text and anything else as JSON; null where
 *     there is none
 * @param original the value that was given before the check; null where there is none
 * @param documented whether the provider's document names this field
 */
public record ReportedField(
    String name,
    @Nullable String status,
    @Nullable String value,
    @Nullable String original,
    boolean documented) {

  @Override
  public String toString() {
    return "ReportedField[" + name + "]";
  }
}
