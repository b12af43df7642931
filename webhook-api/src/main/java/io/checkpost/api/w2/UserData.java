package io.checkpost.api.w2;

import io.checkpost.api.Update;
import java.util.Optional;

/** Section 4 of the page, {@code userdata}, and what IDnow's manual adds to it. */
public final class UserData {

  private final Section section;
  private final Update update;

  UserData(Update update) {
    this.update = update;
    this.section = new Section(update, "userdata.");
  }

  /** Returns the first name. */
  public Optional<ChangedValue> firstName() {
    return section.value("firstname");
  }

  /** Returns the last name. */
  public Optional<ChangedValue> lastName() {
    return section.value("lastname");
  }

  /** Returns the name at birth. */
  public Optional<ChangedValue> birthName() {
    return section.value("birthname");
  }

  /** Returns the title. */
  public Optional<ChangedValue> title() {
    return section.value("title");
  }

  /** Returns the date of birth. */
  public Optional<ChangedValue> birthday() {
    return section.value("birthday");
  }

  /** Returns the place of birth. */
  public Optional<ChangedValue> birthplace() {
    return section.value("birthplace");
  }

  /** Returns the nationality. */
  public Optional<ChangedValue> nationality() {
    return section.value("nationality");
  }

  /** Returns the gender. */
  public Optional<ChangedValue> gender() {
    return section.value("gender");
  }

  /** Returns the language of the identification; the page calls it a country code. */
  public Optional<ChangedValue> identLanguage() {
    return section.value("identlanguage");
  }

  /** Returns the address. */
  public Address address() {
    return new Address(update);
  }

  @Override
  public String toString() {
    return "UserData";
  }
}
