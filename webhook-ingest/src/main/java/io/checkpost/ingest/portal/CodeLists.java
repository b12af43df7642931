package io.checkpost.ingest.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.checkpost.api.CheckType;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The column {@code portal.code_lists}: a JSON object of check types and lists. */
final class CodeLists {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> NAMES =
      new TypeReference<>() {};

  private CodeLists() {}

  static String write(Map<String, String> codeLists) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(codeLists));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("code lists cannot be written", e);
    }
  }

  static Map<String, String> names(String column) {
    try {
      return JSON.readValue(column, NAMES);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("code lists cannot be read", e);
    }
  }

  static Map<CheckType, String> byType(String column) {
    Map<CheckType, String> codeLists = new LinkedHashMap<>();
    names(column).forEach((type, list) -> codeLists.put(new CheckType(type), list));
    return codeLists;
  }
}
