package io.checkpost.web.message;

import io.checkpost.api.ReportedField;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Mask;
import io.checkpost.api.w2.Reason;
import io.checkpost.ingest.check.ReportedUpdate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One result as the page shows it.
 *
 * @param reported the result
 * @param masks what is shown of each field
 */
public record UpdateView(ReportedUpdate reported, Function<ReportedField, Mask> masks) {

  private static final String REASON = "identificationprocess.reason";

  /** Returns what the provider said. */
  public Update update() {
    return reported.update();
  }

  /** Returns the key of whether more will come; null where the provider does not say. */
  public @Nullable String finalityKey() {
    Boolean isFinal = update().isFinal();
    if (isFinal == null) {
      return null;
    }
    return isFinal ? "message.final" : "message.preliminary";
  }

  /** Returns the reason that the provider gave; null for none. */
  public @Nullable Reason reason() {
    return update()
        .field(REASON)
        .map(ReportedField::value)
        .filter(value -> !value.isBlank())
        .map(Reason::of)
        .orElse(null);
  }

  private Stream<FieldView> fields(boolean documented) {
    return update().fields().stream()
        .filter(field -> field.documented() == documented)
        .filter(field -> !field.name().equals(REASON))
        .map(field -> new FieldView(field, masks.apply(field)));
  }

  /** Returns the documented fields whose values the provider compared with those before. */
  public List<SectionView> compared() {
    return SectionView.of(fields(true)).stream().filter(SectionView::isCompared).toList();
  }

  /** Returns the other documented fields that have a value. */
  public List<SectionView> stated() {
    return SectionView.of(fields(true).filter(field -> field.now() != null)).stream()
        .filter(section -> !section.isCompared())
        .toList();
  }

  /** Returns the fields that no document of the provider names. */
  public List<FieldView> undocumented() {
    return fields(false).toList();
  }

  boolean isPersonal() {
    return Optional.of(update().fields()).filter(fields -> !fields.isEmpty()).isPresent();
  }
}
