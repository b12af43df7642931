package io.checkpost.ingest.provider.credas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import io.checkpost.api.credas.CodeList;
import io.checkpost.api.credas.PublishedCode;
import io.checkpost.api.credas.UpdateType;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.spi.Simulator.Choice;
import io.checkpost.api.spi.Simulator.Kind;
import io.checkpost.api.spi.Simulator.Option;
import io.checkpost.api.spi.Simulator.Order;
import io.checkpost.api.spi.WebhookRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the simulator makes, read by the reader of real messages. */
class CredasSimulatorTest {

  private static final Simulator.Person PERSON =
      new Simulator.Person(
          "ada",
          "7e57da7a-0000-4000-8000-000000000001",
          "ADA",
          "SIMULATED",
          "1987-05-23",
          "LONDON",
          "GB",
          "FEMALE",
          "1 STREET",
          "TESTHAM",
          "ZZ99 3WZ",
          "GB",
          "a@simulated.example",
          "+44");
  private static final Simulator SIMULATOR = new CredasSimulator();
  private static final JsonMapper JSON = new JsonMapper();

  private static Kind kind(String code) {
    return SIMULATOR.kinds().stream()
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] body(String kind, Map<String, String> chosen, String run) {
    Map<String, String> values = new HashMap<>();
    kind(kind).choices().forEach(choice -> values.put(choice.name(), choice.usual()));
    values.putAll(chosen);
    return SIMULATOR.body(new Order(kind, values, PERSON, null, null, null, run, Instant.EPOCH));
  }

  private static List<Update> read(byte[] body, Map<CheckType, String> codeLists) {
    Interpretation reading =
        new CredasProvider().interpret(new WebhookRequest(body, Map.of(), codeLists));
    return ((Interpretation.Understood) reading).updates();
  }

  static List<Arguments> everyCodeOfEveryListThatMayHold() {
    List<Arguments> all = new ArrayList<>();
    for (UpdateType type : UpdateType.values()) {
      for (CodeList list : CodeReader.lists(type)) {
        for (PublishedCode code : list.codes()) {
          all.add(Arguments.of(type, list, code));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("everyCodeOfEveryListThatMayHold")
  void everyCodeIsReadAsItsListSaysWhereThatListHolds(
      UpdateType type, CodeList list, PublishedCode code) {
    List<Update> updates =
        read(
            body(type.checkType().code(), Map.of("code", String.valueOf(code.code())), "run"),
            Map.of(type.checkType(), list.id()));

    assertThat(updates)
        .singleElement()
        .satisfies(
            update -> {
              assertThat(update.checkType()).isEqualTo(type.checkType());
              assertThat(update.outcome()).isEqualTo(code.outcome());
              assertThat(update.results().get(0).label()).isEqualTo(code.label());
              assertThat(update.subjectId()).isEqualTo(PERSON.id());
              assertThat(update.clientId()).startsWith("7e57da7a-");
              // no field of a share code is documented
              assertThat(update.fields()).hasSize(type == UpdateType.SHARE_CODE ? 1 : 0);
            });
  }

  @ParameterizedTest
  @EnumSource(UpdateType.class)
  void everyCodeThatIsOfferedIsAWholeNumberWithItsNames(UpdateType type) {
    Choice codes = kind(type.checkType().code()).choices().get(0);
    Set<String> published = new TreeSet<>(Set.of("99"));
    CodeReader.lists(type)
        .forEach(list -> list.codes().forEach(c -> published.add(String.valueOf(c.code()))));

    assertThat(codes.name()).isEqualTo("code");
    assertThat(codes.options())
        .extracting(Option::value)
        .containsExactlyInAnyOrderElementsOf(published);
    assertThat(codes.options()).filteredOn(option -> option.label() == null).hasSize(1);
    Update unlisted =
        read(body(type.checkType().code(), Map.of("code", "99"), "run"), Map.of()).get(0);
    assertThat(unlisted.outcome()).isEqualTo(Outcome.UNRECOGNISED);
  }

  @ParameterizedTest
  @CsvSource({
    "1, name_check, 3",
    "4, id_document, 5",
    "5, supporting_document, 4",
    "6, datacheck, 3",
    "7, right_to_rent, 4",
    "8, right_to_work, 4",
    "9, safe_harbour, 4",
  })
  void theShapeIsThatOfThePagesSample(int number, String kind, String code) throws IOException {
    JsonNode sample = sample(number);
    JsonNode made = JSON.readTree(body(kind, Map.of("code", code), "run"));

    assertThat(names(made)).isEqualTo(names(sample));
    assertThat(made.path("UpdateType")).isEqualTo(sample.path("UpdateType"));
    JsonNode madePayload = JSON.readTree(made.path("Payload").textValue());
    JsonNode samplePayload = JSON.readTree(sample.path("Payload").textValue());
    assertThat(names(madePayload)).isEqualTo(names(samplePayload));
    samplePayload
        .properties()
        .forEach(
            member -> {
              JsonNode value = madePayload.path(member.getKey());
              assertThat(value.getNodeType()).isEqualTo(member.getValue().getNodeType());
              if (value.isInt() && !member.getKey().endsWith("Id")) {
                assertThat(value).as(member.getKey()).isEqualTo(member.getValue());
              }
            });
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode sample(int number) throws IOException {
    String suffix =
        switch (number) {
          case 1 -> "name-check";
          case 4 -> "id-document";
          case 5 -> "non-biometric-document";
          case 6 -> "datacheck";
          case 7 -> "right-to-rent";
          case 8 -> "right-to-work";
          default -> "safe-harbour";
        };
    String name = "/io/checkpost/ingest/demo/credas-%d-%s.json".formatted(number, suffix);
    try (InputStream in =
        Objects.requireNonNull(CredasSimulatorTest.class.getResourceAsStream(name))) {
      return JSON.readTree(in);
    }
  }

  @Test
  void theDetailsOfADocumentAreChosenOneByOne() {
    Update update =
        read(
                body(
                    "id_document",
                    Map.of(
                        "code",
                        "2",
                        "FacialMatchVerificationResult",
                        "2",
                        "NameCheckVerificationResult",
                        "1"),
                    "run"),
                Map.of())
            .get(0);

    assertThat(update.results())
        .extracting(result -> result.name() + " " + result.code())
        .containsExactly(
            "VerificationResult 2",
            "FacialMatchVerificationResult 2",
            "NameCheckVerificationResult 1",
            "NfcCheckVerificationResult 0",
            "VisualAnalysisVerificationResult 2",
            "BackScanVerificationResult 0");
  }

  @Test
  void oneMessageMayHoldSeveralDocuments() {
    assertThat(read(body("supporting_document", Map.of("documents", "3"), "run"), Map.of()))
        .extracting(Update::objectId)
        .doesNotHaveDuplicates()
        .hasSize(3)
        .allMatch(id -> id.startsWith("7e57da7a-"));
  }

  @Test
  void aTypeThatNobodyDocumentedIsQuarantined() {
    Interpretation reading =
        new CredasProvider()
            .interpret(
                new WebhookRequest(body("undocumented_type", Map.of(), "run"), Map.of(), Map.of()));

    assertThat(reading)
        .isInstanceOfSatisfying(
            Interpretation.Quarantined.class,
            quarantined -> {
              assertThat(quarantined.reason()).isEqualTo("unrecognised_type");
              assertThat(quarantined.subjectId()).isEqualTo(PERSON.id());
            });
  }

  @Test
  void everyStepOfAScenarioCanBeChosen() {
    for (Kind kind : SIMULATOR.kinds()) {
      Choice codes = kind.choices().get(0);
      assertThat(kind.scenarios())
          .allSatisfy(
              scenario ->
                  assertThat(scenario.steps())
                      .hasSizeGreaterThan(1)
                      .allMatch(step -> codes.offers(Objects.requireNonNull(step.get("code")))));
    }
  }

  @Property(tries = 200)
  void aRunHasIdsOfItsOwnAndAlwaysTheSame(
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String one,
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String other) {
    for (UpdateType type : UpdateType.values()) {
      String kind = type.checkType().code();
      assertThat(body(kind, Map.of(), one)).isEqualTo(body(kind, Map.of(), one));
      String object = read(body(kind, Map.of(), one), Map.of()).get(0).objectId();
      assertThat(object).matches("7e57da7a-[0-9a-f]{4}-4[0-9a-f-]+|2[01][0-9]{8}");
      if (!one.equals(other)) {
        assertThat(new String(body(kind, Map.of(), other), UTF_8)).doesNotContain(object);
      }
    }
  }
}
