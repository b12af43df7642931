package io.checkpost.api.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages up as a provider would send them, so that a team can see what comes of one without
 * waiting for the provider. Offered by {@link WebhookProvider#simulator}; pages and the management
 * API show what it offers and know nothing of the provider.
 *
 * <p>What it makes has the shape of the provider's documents and holds nothing of a real person.
 * Texts are found in the provider's bundle, see {@linkplain io.checkpost.api.spi this package's
 * documentation}.
 */
public interface Simulator {

  /** Returns what it can make, in the order in which pages list it; at least one kind. */
  List<Kind> kinds();

  /**
   * Returns the body of a message: the same bytes for the same order.
   *
   * @param order of one of the {@link #kinds}, with a value for each of its choices
   */
  byte[] body(Order order);

  /**
   * A kind of message.
   *
   * @param code its name: best that of the check type where it is about one
   * @param clientReference whether it can carry the customer's own reference for the person
   * @param choices what has to be chosen, the most telling first
   * @param scenarios what may be sent one after the other in place of one message
   */
  record Kind(
      String code, boolean clientReference, List<Choice> choices, List<Scenario> scenarios) {

    /** Creates a kind; the lists are copied. */
    public Kind {
      choices = List.copyOf(choices);
      scenarios = List.copyOf(scenarios);
    }

    /** Returns the scenario of that code. */
    public Optional<Scenario> scenario(String scenario) {
      return scenarios.stream().filter(each -> each.code().equals(scenario)).findFirst();
    }
  }

  /**
   * Something to be chosen.
   *
   * @param name its name in URLs and JSON, best that of the field it decides about
   * @param options the values that can be chosen; the first is taken where nobody chooses
   */
  record Choice(String name, List<Option> options) {

    /** Creates a choice; the list is copied. */
    public Choice {
      options = List.copyOf(options);
    }

    /** Tells whether a value can be chosen. */
    public boolean offers(String value) {
      return options.stream().anyMatch(option -> option.value().equals(value));
    }

    /** Returns the value that is taken where nobody chooses. */
    public String usual() {
      return options.get(0).value();
    }
  }

  /**
   * A value that can be chosen.
   *
   * @param value as it stands in URLs and JSON
   * @param label what the provider calls it; null where no document has it
   */
  record Option(String value, @Nullable String label) {}

  /**
   * Messages about one check, one after the other.
   *
   * @param code its name
   * @param steps for each message what is chosen, by the name of the choice; all else is as it is
   *     chosen for the whole
   */
  record Scenario(String code, List<Map<String, String>> steps) {

    /** Creates a scenario; the steps are copied. */
    public Scenario {
      steps = steps.stream().map(Map::copyOf).toList();
    }
  }

  /**
   * Somebody who does not exist.
   *
   * @param code the name in URLs and JSON
   * @param id an id that can be told from real ones at sight
   * @param firstName the first name
   * @param lastName the last name, which says that the person is simulated
   * @param birthday as {@code 1987-05-23}
   * @param birthplace the place of birth
   * @param nationality two capitals
   * @param gender {@code MALE} or {@code FEMALE}
   * @param street street and number
   * @param city the town
   * @param postcode one that no letter can be sent to
   * @param country two capitals
   * @param email an address that nobody can have
   * @param phone a number that nobody can have
   */
  record Person(
      String code,
      String id,
      String firstName,
      String lastName,
      String birthday,
      String birthplace,
      String nationality,
      String gender,
      String street,
      String city,
      String postcode,
      String country,
      String email,
      String phone) {}

  /**
   * What is to be made.
   *
   * @param kind the code of the kind
   * @param values what is chosen, by the name of the choice; all choices are there
   * @param person whom it is about
   * @param subjectId the id that is to stand for the person; null for one of the simulator's
   * @param clientId the customer account; null where it is not known
   * @param clientReference the customer's own reference for the person; null for none
   * @param run what tells this one from others that are alike otherwise; all steps of a scenario
   *     have one
   * @param at the provider's time
   */
  record Order(
      String kind,
      Map<String, String> values,
      Person person,
      @Nullable String subjectId,
      @Nullable String clientId,
      @Nullable String clientReference,
      String run,
      Instant at) {

    /** The beginning of every made-up GUID: "test data", as far as sixteen digits can say it. */
    private static final long MARK = 0x7e57da7aL << 32;

    private static final int LEAST_NUMBER = 2_000_000_000;

    /** Creates an order; the map is copied. */
    public Order {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns what is chosen. */
    public String value(String choice) {
      return values.getOrDefault(choice, "");
    }

    /**
     * Returns an id that only this run has: one that begins with {@code 7e57da7a}, so that it is
     * told from real ones at sight.
     *
     * @param what what it is the id of
     */
    public UUID guid(String what) {
      UUID hash = hash(what);
      long low = (hash.getMostSignificantBits() & 0xFFFF_0FFFL) | 0x4000L;
      return new UUID(MARK | low, hash.getLeastSignificantBits());
    }

    /**
     * Returns a number that hardly any other run has: one above two thousand million, where no
     * provider has come to yet.
     *
     * @param what what it is the number of
     */
    public int number(String what) {
      long offset = hash(what).getLeastSignificantBits() >>> 1;
      return LEAST_NUMBER + (int) (offset % (Integer.MAX_VALUE - LEAST_NUMBER));
    }

    private UUID hash(String what) {
      return UUID.nameUUIDFromBytes((run + "\n" + what).getBytes(UTF_8));
    }

    @Override
    public String toString() {
      return "Order[" + kind + ", " + run + "]";
    }
  }
}
