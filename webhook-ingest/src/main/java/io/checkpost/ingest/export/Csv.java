package io.checkpost.ingest.export;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of comma-separated values, as RFC 4180 has them. What a spreadsheet would take for a
 * formula is made text: a provider, or whoever names a portal, must not get anything to run on the
 * screen of those who open the file.
 */
final class Csv {

  private static final String LINE_END = "\r\n";

  /** Makes a spreadsheet take what follows for text. */
  private static final String DEFUSED = "'";

  /** Also in the widths that East Asian keyboards write, which some programs take for the same. */
  private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  private static final String BREAKING = "\t\r\n";

  private Csv() {}

  /** Returns a line of cells with its end. */
  static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", LINE_END));
  }

  private static String cell(String value) {
    String text = isFormula(value) ? DEFUSED + value : value;
    return needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /** Looks behind blanks, too: programs that import a file may take them off. */
  private static boolean isFormula(String value) {
    if (value.isEmpty()) {
      return false;
    }
    String text = value.stripLeading();
    return isOneOf(BREAKING, value) || (!text.isEmpty() && isOneOf(FORMULA, text));
  }

  private static boolean isOneOf(String characters, String text) {
    return characters.indexOf(text.charAt(0)) >= 0;
  }

  /** Also where only a program that is set to another separator would need them. */
  private static boolean needsQuotes(String text) {
    return text.chars().anyMatch(each -> "\",;\t\r\n".indexOf(each) >= 0)
        || !text.equals(text.strip());
  }
}
