package io.checkpost.api.w2;

import io.checkpost.api.Update;
import java.util.Optional;

/** Section 3 of the page, {@code contactdata}. */
public final class ContactData {

  private final Section section;

  ContactData(Update update) {
    this.section = new Section(update, "contactdata.");
  }

  /** Returns the mobile phone number. */
  public Optional<ChangedValue> mobilePhone() {
    return section.value("mobilephone");
  }

  /** Returns the e-mail address. */
  public Optional<ChangedValue> email() {
    return section.value("email");
  }

  @Override
  public String toString() {
    return "ContactData";
  }
}
