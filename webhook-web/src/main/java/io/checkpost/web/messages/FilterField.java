package io.checkpost.web.messages;

import java.util.Arrays;
import java.util.Optional;

/** What messages can be filtered by; the names are those of the management API. */
enum FilterField {
  SUBJECT("subject"),
  CLIENT_REFERENCE("clientReference"),
  PORTAL("portal"),
  PROVIDER("provider"),
  CHECK_TYPE("checkType"),
  OUTCOME("outcome"),
  DISPOSITION("disposition"),
  FROM("from"),
  TO("to");

  private final String parameter;

  FilterField(String parameter) {
    this.parameter = parameter;
  }

  /** Returns the name in URLs, which is the last part of the label's key, too. */
  String parameter() {
    return parameter;
  }

  String labelKey() {
    return "messages." + parameter;
  }

  static Optional<FilterField> of(String parameter) {
    return Arrays.stream(values()).filter(f -> f.parameter.equals(parameter)).findFirst();
  }
}
