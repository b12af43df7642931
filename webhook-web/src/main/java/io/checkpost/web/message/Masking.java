package io.checkpost.web.message;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is shown of a personal value to somebody who has no need of it: enough to tell two apart.
 * What is not named here is hidden in full, so that a field nobody thought of is hidden, too.
 */
final class Masking {

  private static final String HIDDEN = "•••";

  private static final Set<String> NOT_PERSONAL =
      Set.of(
          "identificationprocess.reason",
          "identificationprocess.identificationtime",
          "identificationprocess.type",
          "identificationprocess.id",
          "identificationprocess.transactionnumber",
          "identificationprocess.companyid",
          "identificationdocument.type",
          "identificationdocument.country");

  private static final Set<String> NAMES =
      Set.of("userdata.firstname", "userdata.lastname", "userdata.birthname");

  private static final Set<String> DATES =
      Set.of(
          "userdata.birthday",
          "identificationdocument.validuntil",
          "identificationdocument.dateissued");

  private static final Set<String> POSTCODES =
      Set.of("userdata.address.zipcode", "userdata.zipcode");

  private static final Pattern YEAR = Pattern.compile("(\\d{4})-\\d\\d-\\d\\d.*");
  private static final Pattern EMAIL = Pattern.compile("([^@\\s])[^@]*(@[^@\\s]+)");
  private static final Pattern BRITISH_POSTCODE =
      Pattern.compile("([A-Za-z]{1,2}\\d[A-Za-z\\d]?)(\\s*\\d[A-Za-z]{2})?");
  private static final int LAST = 3;
  private static final int MANY = 6;

  private Masking() {}

  /** Returns what may be shown of the value of the field at the given path. */
  static String mask(String path, String value) {
    if (value.isBlank() || NOT_PERSONAL.contains(path)) {
      return value;
    }
    if (NAMES.contains(path)) {
      return initial(value);
    }
    if (DATES.contains(path)) {
      return year(value);
    }
    if (POSTCODES.contains(path)) {
      return outwardPart(value);
    }
    return switch (path) {
      case "identificationdocument.number", "contactdata.mobilephone" -> lastThree(value);
      case "contactdata.email" -> email(value);
      default -> HIDDEN;
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
