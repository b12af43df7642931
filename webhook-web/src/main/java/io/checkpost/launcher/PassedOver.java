package io.checkpost.launcher;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class in which CDI looks for no beans, because it refers to a class that is not there or is for
 * a newer Java. The server goes on without it: an observer would be gone without a trace.
 *
 * @param className the class
 * @param reason why
 */
record PassedOver(String className, String reason) {

  /** Payara's, with class and reason as parameters. */
  private static final String BY_PAYARA = "AS-CDI-00005";

  /** Weld's, for information only. */
  private static final Pattern BY_WELD =
      Pattern.compile(
          "WELD-000119: .* definitions from (\\S+) because of .*? error: (.*?)\\. +If ");

  private static final Logger WELD = Logger.getLogger("org.jboss.weld.Bootstrap");

  /** Has the log tell of such classes. */
  static void listen() {
    WELD.setLevel(Level.INFO);
  }

  static Optional<PassedOver> of(LogRecord line) {
    Object[] values = line.getParameters();
    if (BY_PAYARA.equals(line.getMessage()) && values != null && values.length == 2) {
      return Optional.of(new PassedOver(String.valueOf(values[0]), String.valueOf(values[1])));
    }
    Matcher weld = BY_WELD.matcher(new SimpleFormatter().formatMessage(line));
    return weld.find()
        ? Optional.of(new PassedOver(weld.group(1), weld.group(2)))
        : Optional.empty();
  }
}
