package io.checkpost.ingest.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** One JSON document, an item a line; one that was cut off is none. */
final class JsonRows implements ExportedRows {

  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

  private boolean first = true;

  @Override
  public String begin() {
    return "{\"items\":[\n";
  }

  @Override
  public String row(ExportedMessage message) {
    String before = first ? "" : ",\n";
    first = false;
    try {
      return before + WRITER.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and flags cannot fail to be written", e);
    }
  }

  @Override
  public String end(long rows) {
    return "\n],\"rows\":%d,\"complete\":true}\n".formatted(rows);
  }
}
