package com.example.examplecheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.spi.Simulator;
import jakarta.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes up what {@link ScreeningReader} reads. */
final class ExampleCheckSimulator implements Simulator {

  private static final String DECISION = "decision";

  @Override
  public List<Kind> kinds() {
    List<Option> decisions = new ArrayList<>();
    Arrays.stream(Decision.values())
        .forEach(decision -> decisions.add(new Option(decision.name(), decision.label())));
    decisions.add(new Option("SOMETHING_NEW", null));
    List<Choice> choices = List.of(new Choice(DECISION, decisions));
    List<Scenario> scenarios =
        List.of(
            new Scenario(
                "hit_cleared",
                List.of(Map.of(DECISION, "POSSIBLE_HIT"), Map.of(DECISION, "CLEAR"))));
    return ExampleCheckProvider.CHECK_TYPES.stream()
        .map(type -> new Kind(type.code(), true, choices, scenarios))
        .toList();
  }

  @Override
  public byte[] body(Order order) {
    String id = order.subjectId() == null ? order.person().id() : order.subjectId();
    return Json.createObjectBuilder()
        .add("event", "screening.changed")
        .add("reference", order.clientReference() == null ? "" : order.clientReference())
        .add(
            "applicant",
            Json.createObjectBuilder()
                .add("id", id)
                .add("name", order.person().firstName() + " " + order.person().lastName())
                .add("dateOfBirth", order.person().birthday()))
        .add(
            "screening",
            Json.createObjectBuilder()
                .add("id", order.guid("screening").toString())
                .add("kind", order.kind().toUpperCase(Locale.ROOT))
                .add(DECISION, order.value(DECISION))
                .add("decidedBy", "SYSTEM"))
        .build()
        .toString()
        .getBytes(UTF_8);
  }
}
