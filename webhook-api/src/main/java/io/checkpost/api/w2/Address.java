package io.checkpost.api.w2;

import io.checkpost.api.Update;
import java.util.Optional;

/**
 * Section 4.1 of the page, the address in {@code userdata}; its fields are also found where a
 * sender leaves the {@code address} level out.
 */
public final class Address {

  private final Section section;
  private final Section flat;

  Address(Update update) {
    this.flat = new Section(update, "userdata.");
    this.section = new Section(update, "userdata.address.");
  }

  /** Returns the street. */
  public Optional<ChangedValue> street() {
    return value("street");
  }

  /** Returns the house number, where it is apart from the street. */
  public Optional<ChangedValue> streetNumber() {
    return value("streetnumber");
  }

  /** Returns the city. */
  public Optional<ChangedValue> city() {
    return value("city");
  }

  /** Returns the postcode. */
  public Optional<ChangedValue> zipcode() {
    return value("zipcode");
  }

  /** Returns the country. */
  public Optional<ChangedValue> country() {
    return value("country");
  }

  /** Returns the whole address, where a sender gives it as one value. */
  public Optional<ChangedValue> whole() {
    return flat.value("address");
  }

  private Optional<ChangedValue> value(String name) {
    return section.value(name).or(() -> flat.value(name));
  }

  @Override
  public String toString() {
    return "Address";
  }
}
