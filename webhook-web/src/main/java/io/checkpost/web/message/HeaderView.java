package io.checkpost.web.message;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A header as the page shows it.
 *
 * @param name its name in lower case
 * @param value its values, joined by commas
 */
public record HeaderView(String name, String value) {

  static List<HeaderView> of(Map<String, List<String>> headers) {
    return new TreeMap<>(headers)
        .entrySet().stream()
            .map(header -> new HeaderView(header.getKey(), String.join(", ", header.getValue())))
            .toList();
  }
}
