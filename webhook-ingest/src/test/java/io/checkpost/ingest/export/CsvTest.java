package io.checkpost.ingest.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Lines that every reader takes apart as they were put together, and no spreadsheet executes. */
class CsvTest {

  private static final String DANGEROUS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  @Provide
  Arbitrary<List<String>> cells() {
    Arbitrary<String> cell =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.strings().ofMaxLength(12)),
            Tuple.of(
                3, Arbitraries.strings().withChars("=+-@'\",;\t\r\n a1\uFF1D").ofMaxLength(8)));
    return cell.list().ofMinSize(1).ofMaxSize(6);
  }

  @Property
  void aLineIsTakenApartAgainAsItWasButForWhatDefuses(@ForAll("cells") List<String> cells) {
    List<String> read = read(Csv.line(cells));

    assertThat(read).hasSameSizeAs(cells);
    for (int i = 0; i < cells.size(); i++) {
      assertThat(read.get(i)).isIn(cells.get(i), "'" + cells.get(i));
    }
  }

  @Property
  void noCellBeginsAsAFormulaDoes(@ForAll("cells") List<String> cells) {
    for (String cell : read(Csv.line(cells))) {
      String seen = cell.stripLeading();
      assertThat(!seen.isEmpty() && DANGEROUS.indexOf(seen.charAt(0)) >= 0).as(cell).isFalse();
      assertThat(cell).doesNotStartWith("\t").doesNotStartWith("\r").doesNotStartWith("\n");
    }
  }

  @Property
  void whatIsNoFormulaIsLeftAsItIs(@ForAll("cells") List<String> cells) {
    List<String> read = read(Csv.line(cells));
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String seen = cell.stripLeading();
      if (seen.equals(cell) && (seen.isEmpty() || DANGEROUS.indexOf(seen.charAt(0)) < 0)) {
        assertThat(read.get(i)).isEqualTo(cell);
      }
    }
  }

  /** A strict reader of one line by RFC 4180. */
  private static List<String> read(String line) {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder cell = new StringBuilder();
      if (line.charAt(at) == '"') {
        at++;
        while (line.charAt(at) != '"' || line.charAt(at + 1) == '"') {
          at += line.charAt(at) == '"' ? 1 : 0;
          cell.append(line.charAt(at));
          at++;
        }
        at++;
      } else {
        while (line.charAt(at) != ',' && line.charAt(at) != '\r') {
          assertThat(line.charAt(at)).isNotIn('"', '\n');
          cell.append(line.charAt(at));
          at++;
        }
      }
      cells.add(cell.toString());
      if (line.charAt(at) == '\r') {
        assertThat(line.substring(at)).isEqualTo("\r\n");
        return cells;
      }
      assertThat(line.charAt(at)).isEqualTo(',');
      at++;
    }
  }

  @Example
  void aPortalThatIsCalledAFormulaIsText() {
    assertThat(Csv.line(List.of("=HYPERLINK(\"http://x\")", "-1", "a;b", "plain", "")))
        .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\")\",'-1,\"a;b\",plain,\r\n");
  }
}
