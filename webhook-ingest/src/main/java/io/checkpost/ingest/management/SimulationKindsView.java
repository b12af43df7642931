package io.checkpost.ingest.management;

import io.checkpost.api.spi.Simulator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be made up for a portal. */
record SimulationKindsView(String provider, List<KindView> kinds, List<PersonView> people)
    implements View {

  /** A kind of message. */
  record KindView(
      String kind,
      boolean clientReference,
      List<ChoiceView> choices,
      List<ScenarioView> scenarios) {

    static KindView of(Simulator.Kind kind) {
      return new KindView(
          kind.code(),
          kind.clientReference(),
          kind.choices().stream().map(ChoiceView::of).toList(),
          kind.scenarios().stream()
              .map(scenario -> new ScenarioView(scenario.code(), scenario.steps()))
              .toList());
    }
  }

  /** Something to be chosen. */
  record ChoiceView(String name, List<OptionView> options) {

    static ChoiceView of(Simulator.Choice choice) {
      return new ChoiceView(
          choice.name(),
          choice.options().stream()
              .map(option -> new OptionView(option.value(), option.label()))
              .toList());
    }
  }

  /** A value that can be chosen. */
  record OptionView(String value, @Nullable String label) {}

  /** Messages one after the other. */
  record ScenarioView(String scenario, List<Map<String, String>> steps) {}

  /** Somebody made up. */
  record PersonView(String person, String name) {

    static PersonView of(Simulator.Person person) {
      return new PersonView(person.code(), person.firstName() + " " + person.lastName());
    }
  }

  static SimulationKindsView of(
      String provider, List<Simulator.Kind> kinds, List<Simulator.Person> people) {
    return new SimulationKindsView(
        provider,
        kinds.stream().map(KindView::of).toList(),
        people.stream().map(PersonView::of).toList());
  }
}
