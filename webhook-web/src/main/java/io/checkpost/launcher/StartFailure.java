package io.checkpost.launcher;

/**
 * A reason not to start that a person can act on: one line, and the status the process ends with.
 */
final class StartFailure extends Exception {

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

  int status() {
    return status;
  }

  String line() {
    return String.valueOf(getMessage()).lines().findFirst().orElse("");
  }
}
