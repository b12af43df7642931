package io.checkpost.ingest.provider.w2;

import io.checkpost.api.ReportedField;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The markers by which IDnow's manual has its test robot act: put into the name or a custom field
 * when the session is created, and sent back with the result.
 */
final class TestRobot {

  private static final List<String> MARKERS = List.of("X-AUTOTEST-", "X-MANUALTEST-");

  private TestRobot() {}

  static boolean marks(List<ReportedField> fields) {
    return fields.stream()
        .filter(field -> mayCarry(field.name()))
        .flatMap(field -> Stream.of(text(field.value()), text(field.original())))
        .anyMatch(text -> MARKERS.stream().anyMatch(text::contains));
  }

  private static boolean mayCarry(String name) {
    return name.equals("userdata.firstname")
        || name.equals("userdata.lastname")
        || name.startsWith("customdata.");
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.toUpperCase(Locale.ROOT);
  }
}
