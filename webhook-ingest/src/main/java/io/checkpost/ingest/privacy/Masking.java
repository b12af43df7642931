package io.checkpost.ingest.privacy;

import io.checkpost.api.spi.Mask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows enough of a personal value to tell two apart, and no more. */
public final class Masking {

  private static final String HIDDEN = "•••";

  private static final Pattern YEAR = Pattern.compile("(\\d{4})-\\d\\d-\\d\\d.*");
  private static final Pattern EMAIL = Pattern.compile("([^@\\s])[^@]*(@[^@\\s]+)");
  private static final Pattern BRITISH_POSTCODE =
      Pattern.compile("([A-Za-z]{1,2}\\d[A-Za-z\\d]?)(\\s*\\d[A-Za-z]{2})?");
  private static final int LAST = 3;
  private static final int MANY = 6;

  private Masking() {}

  /** Returns of a value what a mask leaves. */
  public static String mask(Mask mask, String value) {
    if (value.isBlank()) {
      return value;
    }
    return switch (mask) {
      case NONE -> value;
      case INITIAL -> initial(value);
      case YEAR -> year(value);
      case END -> lastThree(value);
      case EMAIL -> email(value);
      case POSTCODE -> outwardPart(value);
      case FULL -> HIDDEN;
    };
  }

  private static String initial(String name) {
    return name.strip().substring(0, name.strip().offsetByCodePoints(0, 1)) + HIDDEN;
  }

  private static String year(String date) {
    Matcher matcher = YEAR.matcher(date.strip());
    return matcher.matches() ? matcher.group(1) + "-••-••" : HIDDEN;
  }

  /** A value so short that its end would be most of it is hidden in full. */
  private static String lastThree(String value) {
    String stripped = value.strip();
    return stripped.length() < MANY
        ? HIDDEN
        : HIDDEN + stripped.substring(stripped.length() - LAST);
  }

  private static String email(String address) {
    Matcher matcher = EMAIL.matcher(address.strip());
    return matcher.matches() ? matcher.group(1) + HIDDEN + matcher.group(2) : HIDDEN;
  }

  private static String outwardPart(String postcode) {
    Matcher matcher = BRITISH_POSTCODE.matcher(postcode.strip());
    if (!matcher.matches()) {
      return HIDDEN;
    }
    return matcher.group(2) == null ? matcher.group(1) : matcher.group(1) + " " + HIDDEN;
  }
}
