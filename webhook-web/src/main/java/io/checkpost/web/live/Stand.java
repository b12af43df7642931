package io.checkpost.web.live;

import io.checkpost.ingest.live.Changes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often each topic has changed, in a form for pages.
 *
 * @param counts by the topics' codes
 */
record Stand(Map<String, Long> counts) {

  static Stand of(Changes changes) {
    Map<String, Long> counts = new TreeMap<>();
    changes.counts().forEach((topic, count) -> counts.put(topic.code(), count));
    return new Stand(counts);
  }

  /** Returns it as a page's script reads it: {@code attention 3 messages 17}. */
  String text() {
    return counts.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(" "));
  }
}
