package io.checkpost.ingest.simulation;

import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.spi.Simulator.Choice;
import io.checkpost.api.spi.Simulator.Kind;
import io.checkpost.api.spi.Simulator.Order;
import io.checkpost.api.spi.Simulator.Person;
import io.checkpost.api.spi.Simulator.Scenario;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.intake.NotTaken;
import io.checkpost.ingest.intake.SimulatedIntake;
import io.checkpost.ingest.journal.Acknowledgement;
import io.checkpost.ingest.logging.LogLine;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.ingest.relay.TestLetters;
import io.checkpost.ingest.relay.TestReply;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages up and sends them. Nothing that is known of somebody real changes by it: an id of
 * one's own for the person, or a reference, is refused where a message that is no test has it.
 *
 * <p>Safe for use by many threads. Every call throws {@link Conflict} where the settings switch the
 * simulator off, and {@link io.checkpost.ingest.database.DatabaseUnavailable} when the database
 * cannot be asked.
 */
@ApplicationSingleton
public final class Simulations {

  /** How often something can be simulated at once. */
  public static final int MOST = 20;

  private static final Logger LOG = System.getLogger(Simulations.class.getName());
  private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}]{1,100}");

  private final Settings settings;
  private final Portals portals;
  private final Providers providers;
  private final Messages messages;
  private final SimulatedIntake intake;
  private final TestLetters letters;

  /** Creates the bean. */
  @Inject
  Simulations(
      Settings settings,
      Portals portals,
      Providers providers,
      Messages messages,
      SimulatedIntake intake,
      TestLetters letters) {
    this.settings = settings;
    this.portals = portals;
    this.providers = providers;
    this.messages = messages;
    this.intake = intake;
    this.letters = letters;
  }

  /** Returns the people whom messages can be about. */
  public List<Person> people() {
    return People.ALL;
  }

  /** Returns what can be made up of a provider's messages; nothing where it offers nothing. */
  public List<Kind> kinds(String provider) {
    requireOn();
    return simulator(provider).map(Simulator::kinds).orElse(List.of());
  }

  private void requireOn() {
    if (!settings.simulator()) {
      throw new Conflict("The simulator is switched off: checkpost.simulator.");
    }
  }

  private Optional<Simulator> simulator(String provider) {
    return providers.find(provider).flatMap(WebhookProvider::simulator);
  }

  /**
   * Returns what would be sent.
   *
   * @throws InvalidInput when something of it cannot be made
   * @throws Conflict when it does not go with how things stand
   */
  public Draft draft(SimulationRequest request) {
    requireOn();
    Portal portal = portal(request);
    Simulator simulator =
        simulator(portal.provider())
            .orElseThrow(() -> new Conflict("The portal's provider has nothing to simulate."));
    Kind kind = kind(simulator, request.kind());
    check(request);
    requireNobodyReal(portal, request);
    return new Draft(portal, kind, drafted(portal, simulator, kind, request));
  }

  private Portal portal(SimulationRequest request) {
    Portal portal =
        portals
            .find(request.portal())
            .orElseThrow(
                () ->
                    new InvalidInput("portal", request.portal().toString(), "the id of a portal"));
    if (portal.archivedAt() != null) {
      throw new Conflict("The portal is archived.");
    }
    return portal;
  }

  private static Kind kind(Simulator simulator, String code) {
    List<Kind> kinds = simulator.kinds();
    return kinds.stream()
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput("kind", code, "one of " + joined(kinds.stream().map(Kind::code))));
  }

  private static void check(SimulationRequest request) {
    if (request.count() < 1 || request.count() > MOST) {
      throw new InvalidInput(
          "count", String.valueOf(request.count()), "a whole number from 1 to " + MOST);
    }
    checkLine("subjectId", request.subjectId());
    checkLine("clientReference", request.clientReference());
  }

  private static void checkLine(String field, @Nullable String given) {
    if (given != null && !ONE_LINE.matcher(given).matches()) {
      throw new InvalidInput(field, given, "1 to 100 characters on one line");
    }
  }

  private void requireNobodyReal(Portal portal, SimulationRequest request) {
    if (messages.isReal(portal.provider(), request.subjectId(), request.clientReference())) {
      throw new Conflict(
          "This id or reference is known from messages that are no test. Nothing is simulated about"
              + " real people.");
    }
  }

  private List<DraftedMessage> drafted(
      Portal portal, Simulator simulator, Kind kind, SimulationRequest request) {
    List<Map<String, String>> steps = steps(kind, request.scenario());
    List<DraftedMessage> drafted = new ArrayList<>();
    for (int each = 1; each <= request.count(); each++) {
      for (Map<String, String> step : steps) {
        int number = drafted.size() + 1;
        Order order =
            new Order(
                kind.code(),
                values(kind, request.values(), step),
                People.of(request.person()),
                request.subjectId(),
                portal.clientId(),
                reference(kind, request),
                request.run() + "/" + each,
                request.run().at().plusSeconds(number));
        byte[] body = body(simulator, order);
        drafted.add(new DraftedMessage(number, order.values(), body, reading(portal, body)));
      }
    }
    return drafted;
  }

  private static List<Map<String, String>> steps(Kind kind, @Nullable String scenario) {
    if (scenario == null) {
      return List.of(Map.of());
    }
    return kind.scenario(scenario)
        .map(Scenario::steps)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "scenario",
                    scenario,
                    kind.scenarios().isEmpty()
                        ? "none, for this kind has no scenarios"
                        : "one of " + joined(kind.scenarios().stream().map(Scenario::code))));
  }

  private static Map<String, String> values(
      Kind kind, Map<String, String> chosen, Map<String, String> step) {
    List<String> names = kind.choices().stream().map(Choice::name).toList();
    for (String name : chosen.keySet()) {
      if (!names.contains(name)) {
        throw new InvalidInput(
            "values." + name, null, "no other choices than " + joined(names.stream()));
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Choice choice : kind.choices()) {
      String usual = chosen.getOrDefault(choice.name(), choice.usual());
      values.put(choice.name(), offered(choice, step.getOrDefault(choice.name(), usual)));
    }
    return values;
  }

  private static String offered(Choice choice, String value) {
    if (!choice.offers(value)) {
      throw new InvalidInput(
          "values." + choice.name(),
          value,
          "one of " + joined(choice.options().stream().map(Simulator.Option::value)));
    }
    return value;
  }

  private static String joined(Stream<String> texts) {
    return texts.collect(Collectors.joining(", "));
  }

  private static @Nullable String reference(Kind kind, SimulationRequest request) {
    if (!kind.clientReference()) {
      return null;
    }
    String given = request.clientReference();
    return given == null ? "SIMULATED-" + People.of(request.person()).code() : given;
  }

  /** A simulator may be anybody's. */
  private static byte[] body(Simulator simulator, Order order) {
    try {
      return simulator.body(order);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          Level.ERROR,
          LogLine.of("simulation.maker-failed").with("kind", order.kind()).because(e).toString());
      throw new Conflict("The provider's simulator failed to make this.");
    }
  }

  private Interpretation reading(Portal portal, byte[] body) {
    return providers.interpret(
        portal.provider(), new WebhookRequest(body, Map.of(), portal.codeLists()));
  }

  /**
   * Sends what {@link #draft} returns, each message after the one before arrived.
   *
   * @param by who has it done, which is kept with each message
   * @throws InvalidInput when something of it cannot be made
   * @throws Conflict when it does not go with how things stand
   */
  public Simulation send(SimulationRequest request, String by) {
    Draft draft = draft(request);
    List<SentMessage> sent = new ArrayList<>();
    for (DraftedMessage message : draft.messages()) {
      SentMessage each = send(draft.portal(), message, request.target(), by, sent.isEmpty());
      sent.add(each);
      if (!each.hasArrived()) {
        break;
      }
    }
    LOG.log(
        Level.INFO,
        LogLine.of("simulation.sent")
            .with("portal", draft.portal().id())
            .with("kind", draft.kind().code())
            .with("target", request.target().code())
            .with("messages", sent.size())
            .with("by", by)
            .toString());
    return new Simulation(draft, request.target(), request.run(), sent);
  }

  private SentMessage send(
      Portal portal, DraftedMessage message, SimulationTarget target, String by, boolean first) {
    try {
      return switch (target) {
        case INTAKE -> SentMessage.stored(message, stored(portal, message, by));
        case CALLBACK -> SentMessage.posted(message, posted(portal, message));
      };
    } catch (NotTaken e) {
      return SentMessage.failed(message, e.code());
    } catch (Conflict e) {
      if (first) {
        throw e;
      }
      // what was sent before is to be told all the same
      return SentMessage.failed(message, "conflict");
    }
  }

  private Acknowledgement stored(Portal portal, DraftedMessage message, String by) {
    return intake
        .receive(portal.id(), message.body(), by)
        .orElseThrow(() -> new Conflict("The portal receives nothing any more."));
  }

  private TestReply posted(Portal portal, DraftedMessage message) {
    return letters
        .sendSimulated(portal.id(), message.body())
        .orElseThrow(() -> new Conflict("The portal is not there any more."));
  }
}
