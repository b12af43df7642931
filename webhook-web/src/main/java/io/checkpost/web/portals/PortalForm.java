package io.checkpost.web.portals;

import io.checkpost.ingest.portal.Portal;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.RelayBody;
import io.checkpost.ingest.portal.RelayFilter;
import io.checkpost.ingest.portal.RelaySettings;
import io.checkpost.ingest.portal.RequiredHeader;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A portal's settings as a form has them: text, right or wrong, so that the page can show it again
 * with what is wrong beside each field.
 */
public final class PortalForm {

  private static final String NAME = "name";
  private static final String RELAY_URL = "relayUrl";
  private static final String RELAY_OFF = "relayOff";
  private static final String RELAY_BODY = "relayBody";
  private static final String RELAY_ORDERED = "relayOrdered";
  private static final String RELAY_HEADERS = "relayHeaders";
  private static final String WITHOUT_RELAY_HEADERS = "withoutRelayHeaders";
  private static final String CHECK_TYPES = "checkTypes";
  private static final String OUTCOMES = "outcomes";
  private static final String FINAL_ONLY = "finalOnly";
  private static final String HEADER_NAME = "headerName";
  private static final String HEADER_VALUE = "headerValue";
  private static final String WITHOUT_HEADER = "withoutHeader";
  private static final String CODE_LIST = "codeLists.";
  private static final String SOURCE_ADDRESSES = "sourceAddresses";
  private static final String BASE_URL = "baseUrl";
  private static final String TIME_ZONE = "timeZone";
  private static final String CLIENT_ID = "clientId";
  static final String PARENT_ID = "parentId";
  private static final String YES = "true";

  /** What the management API calls some fields, whose names here could not have dots. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "header.name", HEADER_NAME,
          "header.value", HEADER_VALUE,
          "relayFilter.checkTypes", CHECK_TYPES,
          "relayFilter.outcomes", OUTCOMES);

  private final Map<String, List<String>> values;
  private final Map<String, InvalidInput> faults = new LinkedHashMap<>();

  private PortalForm(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Returns the form of a portal about which nothing is said yet. */
  static PortalForm empty() {
    return new PortalForm(
        Map.of(
            RELAY_BODY, List.of(RelaySettings.INHERITED.body().code()),
            RELAY_ORDERED, List.of(YES),
            TIME_ZONE, List.of(PortalSettings.USUAL_TIME_ZONE)));
  }

  /** Returns a form with a portal's settings, without those that are secret. */
  static PortalForm of(Portal portal) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Portal.Relay relay = portal.relay();
    put(values, NAME, portal.name());
    put(values, PARENT_ID, portal.parentId() == null ? null : portal.parentId().toString());
    put(values, RELAY_URL, relay.url());
    put(values, RELAY_OFF, relay.off() ? YES : null);
    put(values, RELAY_BODY, relay.body().code());
    put(values, RELAY_ORDERED, relay.ordered() ? YES : null);
    values.put(CHECK_TYPES, relay.filter().checkTypes());
    values.put(OUTCOMES, relay.filter().outcomes());
    put(values, FINAL_ONLY, relay.filter().finalOnly() ? YES : null);
    portal.codeLists().forEach((type, chosen) -> put(values, CODE_LIST + type.code(), chosen));
    put(values, SOURCE_ADDRESSES, String.join("\n", portal.sourceAddresses()));
    put(values, BASE_URL, portal.baseUrl());
    put(values, TIME_ZONE, portal.timeZone());
    put(values, CLIENT_ID, portal.clientIdPinned() ? portal.clientId() : null);
    return new PortalForm(values);
  }

  private static void put(Map<String, List<String>> values, String field, @Nullable String value) {
    if (value != null) {
      values.put(field, List.of(value));
    }
  }

  /** Returns the form as somebody sent it. */
  static PortalForm of(Map<String, String[]> parameters) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    parameters.forEach((name, given) -> values.put(name, List.of(given)));
    return new PortalForm(values);
  }

  /** Returns what stands in a field; empty for nothing. */
  public String value(String field) {
    List<String> given = values.getOrDefault(field, List.of());
    return given.isEmpty() ? "" : given.get(0);
  }

  /** Tells whether one of a field's values is chosen. */
  public boolean has(String field, String value) {
    return values.getOrDefault(field, List.of()).contains(value);
  }

  private @Nullable String text(String field) {
    String value = value(field).strip();
    return value.isEmpty() ? null : value;
  }

  private boolean isSet(String field) {
    return has(field, YES);
  }

  private List<String> lines(String field) {
    return value(field).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** Returns the settings that the form makes of others; what it does not have stays. */
  PortalSettings over(PortalSettings before) {
    return before
        .withName(value(NAME))
        .withRelay(relay(before.relay()))
        .withHeader(header(before.header()))
        .withCodeLists(codeLists())
        .withSourceAddresses(lines(SOURCE_ADDRESSES))
        .withBaseUrl(text(BASE_URL))
        .withTimeZone(value(TIME_ZONE))
        .withClientId(text(CLIENT_ID));
  }

  private RelaySettings relay(RelaySettings before) {
    Map<String, String> headers = new TreeMap<>(before.headers());
    headers.keySet().removeIf(name -> has(WITHOUT_RELAY_HEADERS, name));
    Map<String, String> given = relayHeaders();
    headers.keySet().removeIf(name -> given.keySet().stream().anyMatch(name::equalsIgnoreCase));
    headers.putAll(given);
    return new RelaySettings(
        text(RELAY_URL),
        isSet(RELAY_OFF),
        value(RELAY_BODY).equals(RelayBody.NORMALISED.code())
            ? RelayBody.NORMALISED
            : RelayBody.RECEIVED,
        isSet(RELAY_ORDERED),
        headers,
        new RelayFilter(
            values.getOrDefault(CHECK_TYPES, List.of()),
            values.getOrDefault(OUTCOMES, List.of()),
            isSet(FINAL_ONLY)));
  }

  private Map<String, String> relayHeaders() {
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines(RELAY_HEADERS)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private @Nullable RequiredHeader header(@Nullable RequiredHeader before) {
    if (isSet(WITHOUT_HEADER)) {
      return null;
    }
    String name = text(HEADER_NAME);
    String value = text(HEADER_VALUE);
    return name == null && value == null
        ? before
        : new RequiredHeader(name == null ? "" : name, value == null ? "" : value);
  }

  private Map<String, String> codeLists() {
    return values.keySet().stream()
        .filter(field -> field.startsWith(CODE_LIST) && !value(field).isEmpty())
        .collect(Collectors.toMap(field -> field.substring(CODE_LIST.length()), this::value));
  }

  /** Takes what is not accepted, to be shown beside the fields. */
  void refuse(List<InvalidInput> refused) {
    List<InvalidInput> all = new ArrayList<>(ownFaults());
    all.addAll(refused);
    all.forEach(fault -> faults.putIfAbsent(field(fault), fault));
  }

  /** Returns what cannot be read at all. */
  private List<InvalidInput> ownFaults() {
    return lines(RELAY_HEADERS).stream().allMatch(line -> line.indexOf(':') > 0)
        ? List.of()
        : List.of(
            // a line may be a secret, and is not repeated
            new InvalidInput(RELAY_HEADERS, null, "one header a line, as Name: value"));
  }

  /** Tells whether the form itself cannot be read. */
  boolean isUnreadable() {
    return !ownFaults().isEmpty();
  }

  private static String field(InvalidInput fault) {
    String field = fault.field();
    if (field.startsWith(RELAY_HEADERS + ".")) {
      return RELAY_HEADERS;
    }
    return FIELDS.getOrDefault(field, field);
  }

  /** Tells whether anything is not accepted. */
  public boolean isRefused() {
    return !faults.isEmpty();
  }

  /** Tells whether a field is not accepted. */
  public boolean isWrong(String field) {
    return faults.containsKey(field);
  }

  /** Tells whether the choice of a code list is not accepted. */
  public boolean isCodeListWrong() {
    return faults.keySet().stream().anyMatch(field -> field.startsWith(CODE_LIST));
  }

  /** Returns what is not accepted, field by field. */
  public List<Fault> getFaults() {
    return faults.entrySet().stream()
        .map(fault -> new Fault(fault.getKey(), fault.getValue().accepted()))
        .toList();
  }

  /** Returns what a field accepts; null where nothing is wrong with it. */
  public @Nullable String accepted(String field) {
    InvalidInput fault = faults.get(field);
    return fault == null ? null : fault.accepted();
  }

  /**
   * What is wrong with a field.
   *
   * @param field its name
   * @param accepted what it accepts
   */
  public record Fault(String field, String accepted) {}

  /** Shows nothing: secrets may stand in it. */
  @Override
  public String toString() {
    return "PortalForm";
  }
}
