package io.checkpost.api.w2;

import io.checkpost.api.Update;
import java.util.Optional;

/** Section 5 of the page, {@code identificationdocument}, and what IDnow's manual adds to it. */
public final class IdentityDocument {

  private final Section section;

  IdentityDocument(Update update) {
    this.section = new Section(update, "identificationdocument.");
  }

  /** Returns the kind of document: {@code IDCARD}, {@code PASSPORT}, …. */
  public Optional<ChangedValue> type() {
    return section.value("type");
  }

  /** Returns the issuing country. */
  public Optional<ChangedValue> country() {
    return section.value("country");
  }

  /** Returns the document number. */
  public Optional<ChangedValue> number() {
    return section.value("number");
  }

  /** Returns the last day of validity. */
  public Optional<ChangedValue> validUntil() {
    return section.value("validuntil");
  }

  /** Returns the issuing authority. */
  public Optional<ChangedValue> issuedBy() {
    return section.value("issuedby");
  }

  /** Returns the day of issue. */
  public Optional<ChangedValue> dateIssued() {
    return section.value("dateissued");
  }

  /** Returns the classes of a driving licence, as JSON text. */
  public Optional<ChangedValue> driversClasses() {
    return section.value("driversclasses");
  }

  @Override
  public String toString() {
    return "IdentityDocument";
  }
}
