package io.checkpost.web.simulator;

import io.checkpost.api.PortalId;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.spi.Simulator.Kind;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.simulation.Draft;
import io.checkpost.ingest.simulation.Run;
import io.checkpost.ingest.simulation.Simulation;
import io.checkpost.ingest.simulation.SimulationRequest;
import io.checkpost.ingest.simulation.Simulations;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.Choices;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages up: what is chosen stands in the URL and is shown as it would be sent, a POST
 * sends it and is answered with what came of it.
 */
@Named
@RequestScoped
public class SimulatorPage {

  @Inject private FacesContext faces;
  @Inject private Simulations simulations;
  @Inject private Portals portals;
  @Inject private Choices choices;
  @Inject private Settings settings;
  @Inject private Clock clock;
  @Inject private Words words;

  private SimulatorForm form = new SimulatorForm(Map.of());
  private List<Choice> portalChoices = List.of();
  private List<Kind> kinds = List.of();
  private @Nullable Portal portal;
  private @Nullable Kind kind;
  private @Nullable Draft draft;
  private @Nullable Simulation simulation;
  private @Nullable InvalidInput wrong;
  private @Nullable String refusal;
  private boolean unavailable;

  /** Reads what is asked for before anything of the page is, on a POST, too. */
  @PostConstruct
  void find() {
    form = SimulatorForm.of(external().getRequestParameterMap());
    if (isOn()) {
      tryTo(this::read);
    }
  }

  private void tryTo(Runnable deed) {
    try {
      deed.run();
    } catch (InvalidInput e) {
      wrong = e;
      external().setResponseStatus(HttpServletResponse.SC_BAD_REQUEST);
    } catch (Conflict e) {
      refusal = words.refusal(e);
      external().setResponseStatus(HttpServletResponse.SC_CONFLICT);
    } catch (DatabaseUnavailable e) {
      unavailable = true;
      external().setResponseStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private void read() {
    portalChoices = choices.portals();
    PortalId id = form.portal();
    if (id != null) {
      read(
          portals
              .find(id)
              .orElseThrow(() -> new InvalidInput("portal", id.toString(), "the id of a portal")));
    }
  }

  private void read(Portal found) {
    portal = found;
    kinds = simulations.kinds(found.provider());
    if (kinds.isEmpty()) {
      throw new Conflict(words.text("simulator.nothing", words.provider(found.provider())));
    }
    Kind chosen = form.kind(kinds);
    kind = chosen;
    form = form.about(chosen);
    draft = simulations.draft(request(found, chosen));
  }

  private SimulationRequest request(Portal found, Kind chosen) {
    return form.request(found.id(), chosen, Run.begun(clock.instant()));
  }

  /** Gives what is shown a run, so that its ids stand in the URL as everything does. */
  public void begin() throws IOException {
    if (draft != null && !form.hasRun()) {
      external()
          .redirect(
              external().getRequestContextPath() + address(form.with(Run.begun(clock.instant()))));
    }
  }

  /** Sends what is shown, and shows what comes of it. */
  public void send() {
    Portal found = portal;
    Kind chosen = kind;
    if (draft != null && found != null && chosen != null) {
      tryTo(
          () -> simulation = simulations.send(request(found, chosen), external().getRemoteUser()));
    }
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  private static String address(SimulatorForm of) {
    return "/simulator?" + of.query();
  }

  /** Tells whether messages can be made up here. */
  public boolean isOn() {
    return settings.simulator();
  }

  /** Tells whether there is no portal to make up anything for. */
  public boolean isWithoutPortals() {
    return portalChoices.isEmpty() && isOn() && !unavailable && wrong == null;
  }

  /** Returns the portals that can be chosen; the chosen one is among them. */
  public List<Choice> getPortals() {
    Portal chosen = portal;
    if (chosen == null
        || portalChoices.stream().anyMatch(each -> each.value().equals(chosen.id().toString()))) {
      return portalChoices;
    }
    return Stream.concat(
            portalChoices.stream(), Stream.of(new Choice(chosen.id().toString(), chosen.name())))
        .toList();
  }

  /** Returns the chosen portal; null where none is. */
  public @Nullable Portal getPortal() {
    return portal;
  }

  /** Returns the kinds of message of the chosen portal. */
  public List<Choice> getKinds() {
    return kinds.stream()
        .map(each -> new Choice(each.code(), words.simulationKind(provider(), each.code())))
        .toList();
  }

  private String provider() {
    return Objects.requireNonNull(portal, "only asked with a portal").provider();
  }

  /** Tells whether it is known what can be chosen. */
  public boolean isKindKnown() {
    return kind != null;
  }

  /** Returns the kind that is chosen. */
  public Kind getKind() {
    return Objects.requireNonNull(kind, "the page asks isKindKnown first");
  }

  /** Returns the kind's scenarios. */
  public List<Choice> getScenarios() {
    return getKind().scenarios().stream()
        .map(each -> new Choice(each.code(), words.simulationScenario(provider(), each.code())))
        .toList();
  }

  /** Returns what has to be chosen first of all. */
  public ChoiceView getLeading() {
    return view(getKind().choices().get(0));
  }

  /** Returns what else can be chosen. */
  public List<ChoiceView> getOthers() {
    return getKind().choices().stream().skip(1).map(this::view).toList();
  }

  private ChoiceView view(Simulator.Choice choice) {
    String parameter = SimulatorForm.parameter(choice);
    return new ChoiceView(
        parameter,
        words.simulationChoice(provider(), choice.name()),
        choice.options().stream()
            .map(
                option ->
                    new Choice(
                        option.value(), words.simulationOption(provider(), choice.name(), option)))
            .toList(),
        Optional.ofNullable(form.value(parameter)).orElse(choice.usual()));
  }

  /** Returns the people whom it can be about. */
  public List<Choice> getPeople() {
    return simulations.people().stream()
        .map(person -> new Choice(person.code(), person.firstName() + " " + person.lastName()))
        .toList();
  }

  /** Returns how often it can be sent. */
  public List<Integer> getCounts() {
    return IntStream.rangeClosed(1, Simulations.MOST).boxed().toList();
  }

  /** Tells whether it is sent more than once. */
  public boolean isSeveral() {
    return !given(SimulatorForm.COUNT).isEmpty() && !given(SimulatorForm.COUNT).equals("1");
  }

  /** Returns what was given for a field; nothing where nothing was. */
  public String given(String field) {
    return Optional.ofNullable(form.value(field)).orElse("");
  }

  /** Tells whether it goes to the callback URL. */
  public boolean isToCallback() {
    return given(SimulatorForm.TARGET).equals("callback");
  }

  /** Tells whether there is something to be sent. */
  public boolean isDrafted() {
    return draft != null;
  }

  private Draft draft() {
    return Objects.requireNonNull(draft, "the page asks isDrafted first");
  }

  /** Returns what would be sent: the first of several that are alike. */
  public List<DraftView> getDrafts() {
    return draft().messages().stream().limit(steps()).map(DraftView::of).toList();
  }

  private int steps() {
    return getKind()
        .scenario(given(SimulatorForm.SCENARIO))
        .map(scenario -> scenario.steps().size())
        .orElse(1);
  }

  /** Returns how many messages would be sent. */
  public int getTotal() {
    return draft().messages().size();
  }

  /** Returns how many of them are not shown, for they are as those that are. */
  public int getMore() {
    return getTotal() - steps();
  }

  /** Returns what was sent; null where nothing was. */
  public @Nullable Simulation getSimulation() {
    return simulation;
  }

  /** Returns the address of the same with new ids. */
  public String getAnew() {
    return address(form.with(null));
  }

  /** Tells whether a field cannot be read. */
  public boolean isWrong(String field) {
    return wrong != null && wrong.field().equals(field);
  }

  /** Returns in words what is wrong; null where nothing is. */
  public @Nullable String getProblem() {
    InvalidInput fault = wrong;
    return fault == null
        ? null
        : words.text(
            "list.wrong",
            fault.field(),
            Optional.ofNullable(fault.given()).orElse(""),
            words.accepted(fault.accepted()));
  }

  /** Returns why nothing can be sent, or was; null where that is not so. */
  public @Nullable String getRefusal() {
    return refusal;
  }

  /** Tells whether the database cannot be asked. */
  public boolean isUnavailable() {
    return unavailable;
  }
}
