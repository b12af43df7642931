package io.checkpost.ingest.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The column {@code portal.sealed_relay_headers}, opened: a JSON object of names and values. */
final class RelayHeaders {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> HEADERS = new TypeReference<>() {};

  private RelayHeaders() {}

  static String write(Map<String, String> headers) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(headers));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("relay headers cannot be written", e);
    }
  }

  static Map<String, String> read(String column) {
    try {
      return JSON.readValue(column, HEADERS);
    } catch (JsonProcessingException e) {
      // without its message, which quotes what was read
      throw new IllegalStateException("relay headers cannot be read");
    }
  }
}
