package io.checkpost.web.simulator;

import io.checkpost.api.PortalId;
import io.checkpost.api.spi.Simulator.Choice;
import io.checkpost.api.spi.Simulator.Kind;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.simulation.Run;
import io.checkpost.ingest.simulation.SimulationRequest;
import io.checkpost.ingest.simulation.SimulationTarget;
import io.checkpost.web.list.FilterForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page's form as it stands in the URL, in the names of the management API.
 *
 * @param given what was given by field, without what was left empty
 */
record SimulatorForm(Map<String, String> given) {

  static final String PORTAL = "portal";
  static final String KIND = "kind";
  static final String SCENARIO = "scenario";
  static final String PERSON = "person";
  static final String SUBJECT = "subjectId";
  static final String REFERENCE = "clientReference";
  static final String COUNT = "count";
  static final String TARGET = "target";
  static final String RUN = "run";
  private static final String VALUES = "values.";

  /** For which kind the form was shown: the choices of another mean nothing. */
  private static final String SHOWN = "shown";

  private static final List<String> FIXED =
      List.of(PORTAL, KIND, SCENARIO, PERSON, SUBJECT, REFERENCE, COUNT, TARGET, RUN, SHOWN);

  /** Creates a form; the map is copied. */
  SimulatorForm {
    given = Map.copyOf(given);
  }

  /** Takes from a request's parameters what belongs to the form. */
  static SimulatorForm of(Map<String, String> parameters) {
    Map<String, String> given = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          boolean known = FIXED.contains(name) || name.startsWith(VALUES);
          if (known && !value.isBlank()) {
            given.put(name, value.strip());
          }
        });
    return new SimulatorForm(given);
  }

  static String parameter(Choice choice) {
    return VALUES + choice.name();
  }

  @Nullable String value(String field) {
    return given.get(field);
  }

  /**
   * Returns the portal; null where none was chosen.
   *
   * @throws InvalidInput when it is no id
   */
  @Nullable PortalId portal() {
    return new FilterForm(given).read(PORTAL, PortalId::of, "a portal's id");
  }

  /**
   * Returns which of a portal's kinds was chosen. Who has just chosen another portal gets its first
   * one.
   *
   * @throws InvalidInput when there is no such kind
   */
  Kind kind(List<Kind> kinds) {
    String code = value(KIND);
    Optional<Kind> chosen = kinds.stream().filter(kind -> kind.code().equals(code)).findFirst();
    if (chosen.isEmpty() && code != null && !given.containsKey(SHOWN)) {
      throw new InvalidInput(
          KIND, code, "one of " + String.join(", ", kinds.stream().map(Kind::code).toList()));
    }
    return chosen.orElseGet(() -> kinds.get(0));
  }

  /** Returns the form with the choices of a kind only. */
  SimulatorForm about(Kind kind) {
    boolean sameKind = kind.code().equals(given.getOrDefault(SHOWN, kind.code()));
    Map<String, String> kept = new LinkedHashMap<>();
    Stream.of(PORTAL, PERSON, SUBJECT, COUNT, TARGET, RUN).forEach(name -> keep(kept, name));
    kept.put(KIND, kind.code());
    if (kind.clientReference()) {
      keep(kept, REFERENCE);
    }
    if (sameKind) {
      keep(kept, SCENARIO);
      kind.choices().forEach(choice -> keep(kept, parameter(choice)));
    }
    return new SimulatorForm(kept);
  }

  private void keep(Map<String, String> kept, String name) {
    String value = value(name);
    if (value != null) {
      kept.put(name, value);
    }
  }

  /** Returns the form with a run, or with none. */
  SimulatorForm with(@Nullable Run run) {
    Map<String, String> other = new LinkedHashMap<>(given);
    other.remove(RUN);
    if (run != null) {
      other.put(RUN, run.text());
    }
    return new SimulatorForm(other);
  }

  boolean hasRun() {
    return given.containsKey(RUN);
  }

  /**
   * Returns what the form asks for.
   *
   * @param otherwise the run of a form that has none
   * @throws InvalidInput when something of it cannot be read
   */
  SimulationRequest request(PortalId portal, Kind kind, Run otherwise) {
    String run = value(RUN);
    String target = value(TARGET);
    Map<String, String> values = new LinkedHashMap<>();
    for (Choice choice : kind.choices()) {
      String value = value(parameter(choice));
      if (value != null) {
        values.put(choice.name(), value);
      }
    }
    return new SimulationRequest(
        portal,
        kind.code(),
        value(SCENARIO),
        values,
        value(PERSON),
        value(SUBJECT),
        value(REFERENCE),
        count(),
        target == null ? SimulationTarget.INTAKE : SimulationTarget.of(target),
        run == null ? otherwise : Run.of(run));
  }

  private int count() {
    Integer count = new FilterForm(given).read(COUNT, Integer::valueOf, "a whole number");
    return count == null ? 1 : count;
  }

  /** Returns the form as a query string, in the order in which the page has its fields. */
  String query() {
    Map<String, String> ordered = new LinkedHashMap<>();
    FIXED.forEach(name -> keep(ordered, name));
    given.keySet().stream()
        .filter(name -> name.startsWith(VALUES))
        .sorted()
        .forEach(name -> keep(ordered, name));
    return new FilterForm(ordered).query();
  }
}
