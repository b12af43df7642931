package io.checkpost.ingest.management;

import org.jspecify.annotations.Nullable;

/** The texts of values in JSON. */
final class Texts {

  private Texts() {}

  /** Returns the text of an id, a kind of check or an instant (ISO 8601 in UTC). */
  static @Nullable String of(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
