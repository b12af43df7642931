package io.checkpost.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What an observer saw, in the order in which it saw it. */
record Observed(List<Line> lines) {

  /**
   * One call of the observer.
   *
   * @param subjectId the person
   * @param sequence the update's place among the person's
   * @param messageId the message
   * @param type the event's type
   */
  record Line(String subjectId, long sequence, String messageId, String type) {

    static Line of(String text) {
      String[] parts = text.split("\t", -1);
      return new Line(parts[0], Long.parseLong(parts[1]), parts[2], parts[3]);
    }
  }

  static Observed in(String file) {
    return new Observed(file.lines().map(Line::of).toList());
  }

  Set<String> messageIds() {
    return lines.stream().map(Line::messageId).collect(Collectors.toSet());
  }

  private Map<String, List<Long>> sequences() {
    Map<String, List<Long>> bySubject = new LinkedHashMap<>();
    for (Line line : lines) {
      bySubject.computeIfAbsent(line.subjectId, id -> new ArrayList<>()).add(line.sequence);
    }
    return bySubject;
  }

  /** Within one life of one process nothing comes twice and nothing is left out in between. */
  void checkStrictOrder() {
    sequences()
        .forEach(
            (subject, seen) ->
                assertThat(seen)
                    .as("updates of %s, in one run", subject)
                    .containsExactlyElementsOf(
                        LongStream.range(seen.get(0), seen.get(0) + seen.size()).boxed().toList()));
  }

  /** Over several lives: whatever comes again, each update's first time is in order, from 1. */
  void checkFirstTimesInOrder() {
    sequences()
        .forEach(
            (subject, seen) ->
                assertThat(seen.stream().distinct().toList())
                    .as("first times of updates of %s", subject)
                    .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, seen.stream().distinct().count())
                            .boxed()
                            .toList()));
  }
}
