package io.checkpost.ingest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.ReportedField;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of an update in one canonical form: ids, codes, fields and the provider's own time.
 * Labels and outcomes are Checkpost's reading, not content, so a better reading later makes no
 * news.
 */
final class Fingerprint {

  private static final int ABSENT = 0;
  private static final int PRESENT = 1;

  private Fingerprint() {}

  /** Returns the canonical bytes: equal exactly when the contents are. */
  static byte[] canonicalContent(Update update) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    write(out, update.checkType().code());
    write(out, update.subjectId());
    write(out, update.clientId());
    write(out, update.objectId());
    for (String line : sortedLines(update)) {
      write(out, line);
    }
    return out.toByteArray();
  }

  private static List<String> sortedLines(Update update) {
    List<String> lines = new ArrayList<>();
    for (ResultCode result : update.results()) {
      lines.add(line("result", result.name(), result.code()));
    }
    for (ReportedField field : update.fields()) {
      lines.add(line("field", field.name(), field.status(), field.value(), field.original()));
    }
    lines.sort(null);
    return lines;
  }

  private static String line(@Nullable String... parts) {
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      line.append(part == null ? "-" : "+" + part.length() + ":" + part);
    }
    return line.toString();
  }

  private static void write(ByteArrayOutputStream out, @Nullable String text) {
    if (text == null) {
      out.write(ABSENT);
      return;
    }
    byte[] bytes = text.getBytes(UTF_8);
    out.write(PRESENT);
    out.write(bytes.length >>> 24);
    out.write(bytes.length >>> 16);
    out.write(bytes.length >>> 8);
    out.write(bytes.length);
    out.write(bytes, 0, bytes.length);
  }
}
