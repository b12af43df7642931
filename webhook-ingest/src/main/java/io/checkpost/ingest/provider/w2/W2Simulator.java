package io.checkpost.ingest.provider.w2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.api.CheckType;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.w2.IdentificationResult;
import io.checkpost.api.w2.Reason;
import io.checkpost.api.w2.ValueStatus;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes up DVFC alerts in the shape of the sample on W2's page. Each is a session of its own; those
 * of one person have the client reference in common.
 */
final class W2Simulator implements Simulator {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String RESULT = "result";
  private static final String REASON = "reason";
  private static final String CHANGES = "changes";
  private static final String TYPE = "type";
  private static final String DOCUMENT = "document";
  private static final String NONE = "none";
  private static final String UNLISTED = "SOMETHING_NEW";

  /** Said in the one place of the body that is free text. */
  private static final String MARK = "Simulated by Checkpost";

  private static final List<String> DOCUMENTS =
      List.of("PASSPORT", "IDCARD", "DRIVERS_LICENSE", "RESIDENCE_TITLE");

  /** How the data of the session differs from what was given before. */
  private enum Changes {
    /** As it comes with the result. */
    USUAL,
    MATCH,
    NAME,
    ADDRESS,
    /** Nearly everything, as in the page's sample. */
    MOST,
    NEW,
    REDACTED,
    /** Nothing was verified. */
    ORIGINAL;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Changes of(Order order) {
      Changes chosen = valueOf(order.value(CHANGES).toUpperCase(Locale.ROOT));
      return chosen == USUAL ? usual(order.value(RESULT)) : chosen;
    }

    private static Changes usual(String result) {
      return switch (IdentificationResult.of(result).orElse(IdentificationResult.UNKNOWN)) {
        case SUCCESS_DATA_CHANGED -> NAME;
        case CANCELED, ABORTED, EXPIRED, IN_PROGRESS -> ORIGINAL;
        case SUCCESS,
            REVIEW_PENDING,
            CHECK_PENDING,
            FRAUD_SUSPICION_PENDING,
            FRAUD_SUSPICION_CONFIRMED,
            UNKNOWN ->
            MATCH;
      };
    }

    /** Returns what happened to a field of the person. */
    ValueStatus statusOf(String field) {
      return switch (this) {
        case NAME -> field.equals("lastname") ? ValueStatus.CHANGE : ValueStatus.MATCH;
        case ADDRESS ->
            Set.of("street", "city", "zipcode").contains(field)
                ? ValueStatus.CHANGE
                : ValueStatus.MATCH;
        case MOST ->
            Set.of("zipcode", "country", "identlanguage").contains(field)
                ? ValueStatus.MATCH
                : ValueStatus.CHANGE;
        case NEW -> ValueStatus.NEW;
        case REDACTED -> ValueStatus.REDACTION;
        case ORIGINAL -> ValueStatus.ORIGINAL;
        case USUAL, MATCH -> ValueStatus.MATCH;
      };
    }
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            CheckType.IDENTIFICATION.code(),
            true,
            List.of(
                new Choice(RESULT, results()),
                new Choice(REASON, reasons()),
                new Choice(
                    CHANGES,
                    Arrays.stream(Changes.values())
                        .map(changes -> new Option(changes.code(), null))
                        .toList()),
                new Choice(TYPE, List.of(new Option("APP", null), new Option("WEB", null))),
                new Choice(
                    DOCUMENT, DOCUMENTS.stream().map(type -> new Option(type, null)).toList())),
            List.of(
                scenario("review_passed", "REVIEW_PENDING", "SUCCESS"),
                scenario("review_changed", "REVIEW_PENDING", "SUCCESS_DATA_CHANGED"),
                scenario("fraud_confirmed", "FRAUD_SUSPICION_PENDING", "FRAUD_SUSPICION_CONFIRMED"),
                scenario("fraud_cleared", "FRAUD_SUSPICION_PENDING", "SUCCESS"),
                scenario("whole_session", "IN_PROGRESS", "CHECK_PENDING", "SUCCESS"),
                scenario("review_cancelled", "REVIEW_PENDING", "CANCELED"),
                scenario("passed_reopened", "SUCCESS", "REVIEW_PENDING"),
                scenario("passed_failed", "SUCCESS", "FRAUD_SUSPICION_CONFIRMED"))));
  }

  private static Scenario scenario(String code, String... results) {
    return new Scenario(
        code, Arrays.stream(results).map(result -> Map.of(RESULT, result)).toList());
  }

  private static List<Option> results() {
    List<Option> options = new ArrayList<>();
    options.add(option(IdentificationResult.SUCCESS));
    Arrays.stream(IdentificationResult.values())
        .filter(result -> result != IdentificationResult.SUCCESS)
        .map(W2Simulator::option)
        .forEach(options::add);
    options.add(new Option(UNLISTED, null));
    return options;
  }

  private static Option option(IdentificationResult result) {
    return new Option(result.name(), result.description());
  }

  private static List<Option> reasons() {
    List<Option> options = new ArrayList<>();
    options.add(new Option(NONE, null));
    Reason.catalogue().forEach(each -> options.add(new Option(each.code(), each.description())));
    options.add(new Option(UNLISTED, null));
    return options;
  }

  @Override
  public byte[] body(Order order) {
    Changes changes = Changes.of(order);
    ObjectNode body = JSON.createObjectNode();
    addProcess(body.putObject("identificationprocess"), order);
    addCustomData(body.putObject("customdata"), order);
    body.putObject("contactdata")
        .put("mobilephone", order.person().phone())
        .put("email", order.person().email());
    addPerson(body.putObject("userdata"), order.person(), changes);
    if (changes != Changes.ORIGINAL) {
      addDocument(body.putObject("identificationdocument"), order, changes);
    }
    return written(body);
  }

  private static void addProcess(ObjectNode process, Order order) {
    process.put(RESULT, order.value(RESULT));
    if (!order.value(REASON).equals(NONE)) {
      process.put(REASON, order.value(REASON));
    }
    process
        .put(
            "identificationtime",
            order
                .at()
                .truncatedTo(ChronoUnit.SECONDS)
                .atOffset(ZoneOffset.UTC)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME))
        .put("type", order.value(TYPE))
        .put("sessionId", sessionId(order));
  }

  private static String sessionId(Order order) {
    String given = order.subjectId();
    return given == null ? order.guid("session").toString() : given;
  }

  private static void addCustomData(ObjectNode custom, Order order) {
    String reference = order.clientReference();
    custom
        .put("custom1", reference == null ? "" : reference)
        .put("custom2", MARK)
        .put("custom3", "")
        .put("custom4", "")
        .put("custom5", "");
  }

  private static void addPerson(ObjectNode user, Person person, Changes changes) {
    add(user, changes, "birthday", person.birthday(), "1970-01-01");
    add(user, changes, "firstname", person.firstName(), "FORMER");
    ObjectNode address = user.putObject("address");
    add(address, changes, "zipcode", person.postcode(), "ZZ99 3VZ");
    add(address, changes, "country", person.country(), "GB");
    add(address, changes, "city", person.city(), "FORMER TOWN");
    add(address, changes, "street", person.street(), "9 FORMER STREET");
    add(user, changes, "birthplace", person.birthplace(), "FORMER PLACE");
    add(
        user,
        changes,
        "nationality",
        person.nationality(),
        other(person.nationality(), "GB", "IE"));
    add(user, changes, "gender", person.gender(), other(person.gender(), "FEMALE", "MALE"));
    add(user, changes, "identlanguage", "en", "en");
    add(user, changes, "lastname", person.lastName(), "SIMULATED-FORMER");
  }

  private static String other(String value, String one, String another) {
    return value.equals(one) ? another : one;
  }

  /** A matching value comes without the original, as in the page's sample. */
  private static void add(
      ObjectNode section, Changes changes, String name, String value, String other) {
    ValueStatus status = changes.statusOf(name);
    ObjectNode field = section.putObject(name).put("status", status.name());
    switch (status) {
      case MATCH, NEW -> field.put("value", value);
      case CHANGE -> field.put("value", value).put("original", other);
      case REDACTION -> field.putNull("value");
      case ORIGINAL -> field.put("original", value);
    }
  }

  /** Nobody gives a document before, so that each of its values is new. */
  private static void addDocument(ObjectNode document, Order order, Changes changes) {
    Changes how = changes == Changes.REDACTED ? Changes.REDACTED : Changes.NEW;
    add(document, how, "country", order.person().nationality(), "");
    add(document, how, "number", "SIM" + order.number("document"), "");
    add(document, how, "type", order.value(DOCUMENT), "");
    add(document, how, "validuntil", "2035-12-31", "");
  }

  private static byte[] written(ObjectNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree can be written", e);
    }
  }
}
