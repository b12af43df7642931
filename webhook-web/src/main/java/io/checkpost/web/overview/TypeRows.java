package io.checkpost.web.overview;

import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.overview.Received;
import io.checkpost.web.list.Choice;
import io.checkpost.web.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was reported, as a bar for each kind of check. */
public final class TypeRows {

  /** What a number takes of a bar on a narrow screen, in hundredths: its edges and each digit. */
  private static final double EDGES = 3;

  private static final double DIGIT = 2.6;

  private final List<TypeRow> rows;
  private final Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
  private final @Nullable PortalId portal;
  private final Received received;
  private final Words words;

  TypeRows(@Nullable PortalId portal, Received received, List<Choice> names, Words words) {
    this.portal = portal;
    this.received = received;
    this.words = words;
    Map<String, Map<Outcome, Long>> byType = new TreeMap<>();
    for (Received.Reported each : received.reported()) {
      outcomes.add(each.outcome());
      byType
          .computeIfAbsent(each.checkType().code(), code -> new EnumMap<>(Outcome.class))
          .put(each.outcome(), each.messages());
    }
    this.rows =
        byType.entrySet().stream()
            .sorted(
                Comparator.comparing(
                    (Map.Entry<String, Map<Outcome, Long>> type) -> -sum(type.getValue())))
            .map(type -> row(type.getKey(), type.getValue(), names))
            .toList();
  }

  private static long sum(Map<Outcome, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private TypeRow row(String code, Map<Outcome, Long> counts, List<Choice> names) {
    Stack stack = new Stack(sum(counts));
    List<TypeRow.Segment> segments = new ArrayList<>();
    counts.forEach(
        (outcome, messages) -> {
          Stack.Part part = stack.put(messages);
          segments.add(segment(new CheckType(code), outcome, messages, part));
        });
    return new TypeRow(name(code, names), number(sum(counts)), segments);
  }

  private TypeRow.Segment segment(CheckType type, Outcome outcome, long messages, Stack.Part part) {
    return new TypeRow.Segment(
        outcome.code(),
        words.tone(outcome),
        words.outcome(outcome),
        number(messages),
        MessagesLink.of(portal, received)
            .with(Disposition.ACCEPTED)
            .with(type)
            .with(outcome)
            .toString(),
        part.begin(),
        part.length(),
        part.middle(),
        part.share() >= EDGES + DIGIT * number(messages).length());
  }

  private static String name(String code, List<Choice> names) {
    return names.stream()
        .filter(choice -> choice.value().equals(code))
        .map(Choice::label)
        .findFirst()
        .orElse(code);
  }

  private String number(long value) {
    return words.text("overview.number", value);
  }

  /** Returns the kinds of check, what is reported most first. */
  public List<TypeRow> getRows() {
    return rows;
  }

  /** Returns the outcomes that anything reports. */
  public List<Reported> getOutcomes() {
    return outcomes.stream()
        .map(outcome -> new Reported(outcome.code(), words.tone(outcome), words.outcome(outcome)))
        .toList();
  }

  /** An outcome that something reports: the names of its pattern and colours, and its own. */
  public record Reported(String code, String tone, String label) {}
}
