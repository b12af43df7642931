package io.checkpost.ingest.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file of comma-separated values: a header, a line for each message, and a last line that begins
 * with {@value #END}.
 */
final class CsvRows implements ExportedRows {

  static final String END = "#complete";

  private static final List<String> HEADER =
      List.of(
          "id",
          "receivedAt",
          "provider",
          "portalId",
          "portal",
          "disposition",
          "reason",
          "duplicateOf",
          "subjectId",
          "test",
          "checks");

  @Override
  public String begin() {
    return Csv.line(HEADER);
  }

  @Override
  public String row(ExportedMessage message) {
    return Csv.line(
        List.of(
            message.id(),
            message.receivedAt(),
            message.provider(),
            message.portalId(),
            message.portal(),
            message.disposition(),
            text(message.reason()),
            text(message.duplicateOf()),
            text(message.subjectId()),
            String.valueOf(message.test()),
            message.checks().stream()
                .map(ExportedMessage.Check::toString)
                .collect(Collectors.joining(" "))));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** As many cells as every line has, for readers that insist on it. */
  @Override
  public String end(long rows) {
    List<String> cells = new ArrayList<>(Collections.nCopies(HEADER.size(), ""));
    cells.set(0, END);
    cells.set(1, String.valueOf(rows));
    return Csv.line(cells);
  }
}
