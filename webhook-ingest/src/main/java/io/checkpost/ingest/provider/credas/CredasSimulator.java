package io.checkpost.ingest.provider.credas;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.api.credas.CodeList;
import io.checkpost.api.credas.PublishedCode;
import io.checkpost.api.credas.UpdateType;
import io.checkpost.api.spi.Simulator;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes up status updates in the shape of the samples on Credas's page: the envelope, and in it a
 * string of JSON. The codes that can be chosen are those of every list that may hold for the type,
 * and one that no list has.
 */
final class CredasSimulator implements Simulator {

  private static final JsonMapper JSON = new JsonMapper();

  /** The result that decides, whatever its field is called. */
  private static final String CODE = "code";

  private static final String DOCUMENTS = "documents";
  private static final String AS_RESULT = "as_result";
  private static final String UNLISTED = "99";
  private static final Option UNLISTED_CODE = new Option(UNLISTED, null);

  /** A type that the page does not have, to see what becomes of one. */
  private static final String UNDOCUMENTED = "undocumented_type";

  private static final int UNDOCUMENTED_TYPE = 10;

  /** Which account it is where the portal does not know its own. */
  private static final String ACCOUNT = "7e57da7a-0000-4000-8000-00000000acc7";

  /** Not done for every document: the page's sample has them so. */
  private static final Set<String> OFTEN_NOT_PERFORMED =
      Set.of("NfcCheckVerificationResult", "BackScanVerificationResult");

  /** The codes of {@link io.checkpost.api.credas.VerificationResult}. */
  private static final List<Scenario> SCENARIOS =
      List.of(
          scenario("review_passed", "3", "4"),
          scenario("failed_remediated", "2", "4"),
          scenario("requested_passed", "7", "1"),
          scenario("passed_reopened", "4", "3"),
          scenario("passed_failed", "1", "2"));

  private static Scenario scenario(String code, String... codes) {
    return new Scenario(code, Arrays.stream(codes).map(each -> Map.of(CODE, each)).toList());
  }

  @Override
  public List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (UpdateType type : UpdateType.values()) {
      kinds.add(new Kind(type.checkType().code(), false, choices(type), scenarios(type)));
    }
    kinds.add(
        new Kind(
            UNDOCUMENTED,
            false,
            List.of(new Choice(CODE, options(List.of(CodeList.VERIFICATION_RESULT)))),
            List.of()));
    return kinds;
  }

  /** Only where the codes of the scenarios may be of the list that holds. */
  private static List<Scenario> scenarios(UpdateType type) {
    return type == UpdateType.SHARE_CODE || type == UpdateType.DATACHECK ? List.of() : SCENARIOS;
  }

  private static List<Choice> choices(UpdateType type) {
    List<Option> codes = options(CodeReader.lists(type));
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice(CODE, codes));
    Layout.of(type).codes().stream()
        .skip(1)
        .forEach(name -> choices.add(new Choice(name, partOptions(name, codes))));
    if (type == UpdateType.SUPPORTING_DOCUMENT) {
      choices.add(
          new Choice(
              DOCUMENTS,
              List.of(new Option("1", null), new Option("2", null), new Option("3", null))));
    }
    return choices;
  }

  private static List<Option> partOptions(String name, List<Option> codes) {
    List<Option> options = new ArrayList<>(codes);
    options.add(OFTEN_NOT_PERFORMED.contains(name) ? 1 : 0, new Option(AS_RESULT, null));
    return options;
  }

  /** A number that several lists have is labelled with what each of them calls it. */
  private static List<Option> options(List<CodeList> lists) {
    Map<Integer, List<String>> labels = new TreeMap<>();
    for (CodeList list : lists) {
      for (PublishedCode code : list.codes()) {
        labels.computeIfAbsent(code.code(), number -> new ArrayList<>()).add(code.label());
      }
    }
    List<Option> options = new ArrayList<>();
    labels.forEach(
        (number, names) ->
            options.add(
                new Option(
                    String.valueOf(number), names.stream().distinct().collect(joining(" / ")))));
    options.add(UNLISTED_CODE);
    return options;
  }

  @Override
  public byte[] body(Order order) {
    Optional<UpdateType> type =
        Arrays.stream(UpdateType.values())
            .filter(each -> each.checkType().code().equals(order.kind()))
            .findFirst();
    ObjectNode payload = JSON.createObjectNode();
    type.ifPresentOrElse(known -> fill(payload, known, order), () -> fillUnknown(payload, order));
    payload.put("EntityId", subjectId(order));
    payload.put("ClientId", order.clientId() == null ? ACCOUNT : order.clientId());
    return written(type.map(UpdateType::number).orElse(UNDOCUMENTED_TYPE), payload);
  }

  private static String subjectId(Order order) {
    return order.subjectId() == null ? order.person().id() : order.subjectId();
  }

  private static void fill(ObjectNode payload, UpdateType type, Order order) {
    switch (type) {
      case SHARE_CODE -> fillShareCode(payload, order);
      case SUPPORTING_DOCUMENT -> fillItems(payload, order);
      case NAME_CHECK,
          LIVENESS,
          ID_DOCUMENT,
          DATACHECK,
          RIGHT_TO_RENT,
          RIGHT_TO_WORK,
          SAFE_HARBOUR ->
          fillDocumented(payload, Layout.of(type), order);
    }
  }

  /** In the order of the page's sample: what decides comes last. */
  private static void fillDocumented(ObjectNode payload, Layout layout, Order order) {
    String objectId = layout.objectIds().get(0);
    if (layout.identifier() == Identifier.NUMBER) {
      payload.put(objectId, order.number(objectId));
    } else {
      payload.put(objectId, order.guid(objectId).toString());
    }
    layout.codes().stream().skip(1).forEach(name -> payload.put(name, part(order, name)));
    payload.put(layout.codes().get(0), code(order));
  }

  private static void fillItems(ObjectNode payload, Order order) {
    ArrayNode items = payload.putArray("Items");
    for (int i = 1; i <= Integer.parseInt(order.value(DOCUMENTS)); i++) {
      items
          .addObject()
          .put("NonBiometricDocumentId", order.guid("document " + i).toString())
          .put("Status", code(order));
    }
  }

  /** The page names no field of a share code: these are such as its other types have. */
  private static void fillShareCode(ObjectNode payload, Order order) {
    payload.put("ShareCodeId", order.guid("share code").toString()).put("Status", code(order));
  }

  private static void fillUnknown(ObjectNode payload, Order order) {
    payload.put("Id", order.number("unknown")).put("Status", code(order));
  }

  private static int code(Order order) {
    return Integer.parseInt(order.value(CODE));
  }

  private static int part(Order order, String name) {
    String chosen = order.value(name);
    return chosen.equals(AS_RESULT) ? code(order) : Integer.parseInt(chosen);
  }

  private static byte[] written(int updateType, ObjectNode payload) {
    try {
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("UpdateType", updateType)
              .put("Payload", JSON.writeValueAsString(payload)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree can be written", e);
    }
  }
}
