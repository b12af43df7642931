package io.checkpost.web.message;

import io.checkpost.api.ReportedField;
import io.checkpost.api.spi.Mask;
import io.checkpost.api.w2.ValueStatus;
import io.checkpost.ingest.privacy.Masking;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reported field as the page shows it.
 *
 * @param field the field
 * @param mask what is shown of its values
 */
public record FieldView(ReportedField field, Mask mask) {

  /** Returns the path, by which its name is found. */
  public String path() {
    return field.name();
  }

  /** Returns the value as it may be shown; null where there is none. */
  public @Nullable String now() {
    return shown(field.value());
  }

  /** Returns the value before as it may be shown; null where there is none. */
  public @Nullable String before() {
    return shown(field.original());
  }

  /** Tells whether the value before is the value now, which providers do not say twice. */
  public boolean isSame() {
    return field.original() == null && status().filter(ValueStatus.MATCH::equals).isPresent();
  }

  private @Nullable String shown(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    return Masking.mask(mask, value);
  }

  private Optional<ValueStatus> status() {
    return Optional.ofNullable(field.status()).flatMap(ValueStatus::of);
  }

  /** Returns the key of the status in words; null for a status that nobody documented. */
  public @Nullable String statusKey() {
    if (field.status() == null) {
      return "value-status.none";
    }
    return status().map(s -> "value-status." + s.name().toLowerCase(Locale.ROOT)).orElse(null);
  }

  /** Returns the colours of the status. */
  public String tone() {
    return status()
        .map(
            status ->
                switch (status) {
                  case CHANGE -> "review";
                  case NEW -> "pending";
                  case MATCH, REDACTION -> "neutral";
                  case ORIGINAL -> "unknown";
                })
        .orElse(field.status() == null ? "neutral" : "unknown");
  }

  /** Returns the sign of the status. */
  public String icon() {
    return status()
        .map(
            status ->
                switch (status) {
                  case CHANGE -> "change";
                  case NEW -> "new";
                  case MATCH -> "match";
                  case REDACTION -> "removed";
                  case ORIGINAL -> "unknown";
                })
        .orElse("unknown");
  }

  boolean hasHistory() {
    return field.status() != null || field.original() != null;
  }
}
