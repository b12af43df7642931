package io.checkpost.api.w2;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the identification did to a value. The page "Webhooks for DVFC (Alpha)" shows the first
 * three; the others are in IDnow's manual.
 */
public enum ValueStatus {
  /** The value is the one given before. */
  MATCH,
  /** The value differs from the one given before. */
  CHANGE,
  /** No value was given before. */
  NEW,
  /** The value was taken out. */
  REDACTION,
  /** Nothing was verified: only the value given before is known. */
  ORIGINAL;

  /** Reads a status whatever its case; {@code CHANGED}, as the manual once has it, is a change. */
  public static Optional<ValueStatus> of(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    String name = upper.equals("CHANGED") ? CHANGE.name() : upper;
    return Arrays.stream(values()).filter(status -> status.name().equals(name)).findFirst();
  }
}
