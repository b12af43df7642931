package io.checkpost.api.w2;

import io.checkpost.api.ReportedField;
import io.checkpost.api.Update;
import java.util.Optional;

/**
 * The fields of an update below one path.
 *
 * @param update whose fields
 * @param path the path with its final dot
 */
record Section(Update update, String path) {

  Optional<ChangedValue> value(String name) {
    return update.field(path + name).map(ChangedValue::of);
  }

  Optional<String> text(String name) {
    return update.field(path + name).map(ReportedField::value).filter(text -> !text.isBlank());
  }

  @Override
  public String toString() {
    return path;
  }
}
