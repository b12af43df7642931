package io.checkpost.ingest.portal;

import io.checkpost.ingest.problem.InvalidInput;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What headers of a person's own may be, be they demanded of senders or given to a relay. */
final class HeaderRules {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_VALUE = 1000;

  /** RFC 9110 section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]([ -~]*[!-~])?");

  /** Headers that say how a message is carried: proxies and servers change or refuse them. */
  private static final Set<String> CARRYING =
      Set.of(
          "accept",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HeaderRules() {}

  static boolean allowName(String name) {
    return name.length() <= LONGEST_NAME
        && TOKEN.matcher(name).matches()
        && !CARRYING.contains(name.toLowerCase(Locale.ROOT));
  }

  static void checkName(String field, String name) {
    if (!allowName(name)) {
      throw new InvalidInput(
          field,
          name,
          "a header name of letters, digits and !#$%&'*+.^_`|~- , at most "
              + LONGEST_NAME
              + " characters, and none of "
              + String.join(", ", new TreeSet<>(CARRYING)));
    }
  }

  /** The value is a secret, and not repeated. */
  static void checkValue(String field, String value) {
    if (value.length() > LONGEST_VALUE || !VISIBLE_ASCII.matcher(value).matches()) {
      throw new InvalidInput(
          field,
          null,
          "1 to " + LONGEST_VALUE + " visible ASCII characters, with spaces only between them");
    }
  }
}
