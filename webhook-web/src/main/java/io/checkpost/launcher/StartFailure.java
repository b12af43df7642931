package io.checkpost.launcher;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A reason not to start that a person can act on: one line, and the status the process ends with.
 */
final class StartFailure extends Exception {

  private static final Pattern WRAPPING = Pattern.compile("^([\\w.$]+[.][A-Z][\\w$]*: )+");

  private static final Pattern LIST = Pattern.compile("^[^\n]*:\\s*Exception 0 :\\s*");

  private static final Pattern INJECTION_POINT =
      Pattern.compile("\\s*\n\\s*at injection point (?:\\[[^\\]]*\\] )?([^\n]*)");

  private final int status;

  private StartFailure(int status, String line) {
    super(line);
    this.status = status;
  }

  /** The command line or a setting is wrong: status 2. */
  static StartFailure ofUsage(String line) {
    return new StartFailure(2, line);
  }

  /** The machine or the application does not let us: status 1. */
  static StartFailure ofStart(String line) {
    return new StartFailure(1, line);
  }

  /** The server, or the application in it, threw: status 1, and what its innermost cause says. */
  static StartFailure of(Throwable thrown) {
    Throwable root = root(thrown);
    if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
      return ofStart("could not start: no jar has the class " + root.getMessage());
    }
    String message = Optional.ofNullable(root.getMessage()).orElse(root.toString());
    return ofStart("could not start: " + inOneLine(message));
  }

  static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * The web container wraps messages in messages; the last one is the one that somebody wrote for a
   * person. CDI makes lists, and says on a second line where something is to be injected.
   */
  private static String inOneLine(String message) {
    String first = LIST.matcher(message).replaceFirst("");
    String unwrapped = WRAPPING.matcher(first).replaceFirst("");
    return INJECTION_POINT.matcher(unwrapped).replaceFirst(" at $1");
  }

  int status() {
    return status;
  }

  String line() {
    return String.valueOf(getMessage()).lines().findFirst().orElse("");
  }
}
