package io.checkpost.ingest.provider;

import java.util.Locale;
import java.util.regex.Pattern;

/** Identifiers of people and objects, in one spelling each. */
public final class Ids {

  /** Longer ones are no identifiers. */
  public static final int MAX_LENGTH = 200;

  private static final String EMPTY_GUID = "00000000-0000-0000-0000-000000000000";
  private static final int GUID_LENGTH = EMPTY_GUID.length();
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern BARE_GUID = Pattern.compile("[0-9a-fA-F]{32}");
  private static final Pattern BARE_PARTS = Pattern.compile("(.{8})(.{4})(.{4})(.{4})(.{12})");

  private Ids() {}

  /**
   * Returns the identifier in canonical spelling: a GUID in lower case with hyphens and without
   * braces, anything else without the white space around it.
   */
  public static String canonical(String id) {
    String stripped = Names.storable(id).strip();
    if (BARE_GUID.matcher(stripped).matches()) {
      return BARE_PARTS.matcher(stripped.toLowerCase(Locale.ROOT)).replaceAll("$1-$2-$3-$4-$5");
    }
    return canonicalIfGuid(stripped);
  }

  /** Tells whether this is the GUID of zeros that .NET sends where there is none. */
  public static boolean isEmptyGuid(String canonicalId) {
    return canonicalId.equals(EMPTY_GUID);
  }

  /** Like {@link #canonical}, leaving bare hexadecimal digits alone: they may be anything. */
  static String canonicalIfGuid(String text) {
    String bare = isBraced(text) ? text.substring(1, text.length() - 1) : text;
    return bare.length() == GUID_LENGTH && GUID.matcher(bare).matches()
        ? bare.toLowerCase(Locale.ROOT)
        : text;
  }

  private static boolean isBraced(String text) {
    return text.length() == GUID_LENGTH + 2
        && ((text.startsWith("{") && text.endsWith("}"))
            || (text.startsWith("(") && text.endsWith(")")));
  }
}
