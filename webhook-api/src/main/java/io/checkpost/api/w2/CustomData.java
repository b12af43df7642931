package io.checkpost.api.w2;

import io.checkpost.api.Update;
import java.util.Optional;

/** Section 2 of the page, {@code customdata}: what the customer gave when creating the session. */
public final class CustomData {

  private final Section section;

  CustomData(Update update) {
    this.section = new Section(update, "customdata.");
  }

  /** Returns {@code custom1}, the client reference. */
  public Optional<String> custom1() {
    return section.text("custom1");
  }

  /** Returns {@code custom2}. */
  public Optional<String> custom2() {
    return section.text("custom2");
  }

  /** Returns {@code custom3}. */
  public Optional<String> custom3() {
    return section.text("custom3");
  }

  /** Returns {@code custom4}. */
  public Optional<String> custom4() {
    return section.text("custom4");
  }

  /** Returns {@code custom5}. */
  public Optional<String> custom5() {
    return section.text("custom5");
  }

  @Override
  public String toString() {
    return "CustomData";
  }
}
