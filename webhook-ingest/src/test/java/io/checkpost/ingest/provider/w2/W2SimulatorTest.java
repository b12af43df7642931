package io.checkpost.ingest.provider.w2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.checkpost.api.Outcome;
import io.checkpost.api.ReportedField;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.spi.Simulator.Choice;
import io.checkpost.api.spi.Simulator.Kind;
import io.checkpost.api.spi.Simulator.Option;
import io.checkpost.api.spi.Simulator.Order;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.api.w2.IdentificationResult;
import io.checkpost.api.w2.Reason;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the simulator makes, read by the reader of real messages. */
class W2SimulatorTest {

  private static final Simulator.Person PERSON =
      new Simulator.Person(
          "ada",
          "7e57da7a-0000-4000-8000-000000000001",
          "ADA",
          "SIMULATED",
          "1987-05-23",
          "LONDON",
          "FR",
          "FEMALE",
          "1 STREET",
          "TESTHAM",
          "ZZ99 3WZ",
          "GB",
          "a@simulated.example",
          "+44");
  private static final Simulator SIMULATOR = new W2Simulator();
  private static final Kind KIND = SIMULATOR.kinds().get(0);
  private static final JsonMapper JSON = new JsonMapper();

  private static byte[] body(Map<String, String> chosen) {
    Map<String, String> values = new HashMap<>();
    KIND.choices().forEach(choice -> values.put(choice.name(), choice.usual()));
    values.putAll(chosen);
    return SIMULATOR.body(
        new Order(
            KIND.code(),
            values,
            PERSON,
            null,
            null,
            "REF-1",
            "run",
            Instant.parse("2026-11-24T14:00:00Z")));
  }

  private static Interpretation.Understood read(Map<String, String> chosen) {
    return (Interpretation.Understood)
        new W2Provider().interpret(new WebhookRequest(body(chosen), Map.of(), Map.of()));
  }

  private static Update update(Map<String, String> chosen) {
    return read(chosen).updates().get(0);
  }

  @ParameterizedTest
  @EnumSource(IdentificationResult.class)
  void everyResultIsReadAsTheTableSays(IdentificationResult result) {
    Update update = update(Map.of("result", result.name()));

    assertThat(update.outcome()).isEqualTo(result.outcome());
    assertThat(update.certainty()).isEqualTo(result.certainty());
    assertThat(update.isFinal()).isEqualTo(result.isFinal());
    assertThat(update.subjectId()).startsWith("7e57da7a-").isEqualTo(update.objectId());
    assertThat(update.fields()).allMatch(ReportedField::documented);
  }

  @Test
  void everyResultAndReasonIsOffered() {
    assertThat(choice("result").options())
        .extracting(Option::value)
        .containsAll(List.of(IdentificationResult.values()).stream().map(Enum::name).toList())
        .contains("SOMETHING_NEW")
        .hasSize(IdentificationResult.values().length + 1);
    assertThat(choice("reason").options())
        .extracting(Option::value)
        .containsAll(Reason.catalogue().stream().map(Reason::code).toList())
        .hasSize(Reason.catalogue().size() + 2);
    assertThat(update(Map.of("result", "SOMETHING_NEW")).outcome()).isEqualTo(Outcome.UNRECOGNISED);
  }

  private static Choice choice(String name) {
    return KIND.choices().stream()
        .filter(choice -> choice.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<String> reasons() {
    return Reason.catalogue().stream().map(Reason::code).toList();
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void aReasonIsSaidAndDecidesNothing(String reason) {
    Update update = update(Map.of("result", "CANCELED", "reason", reason));

    assertThat(value(update, "identificationprocess.reason")).isEqualTo(reason);
    assertThat(update.outcome()).isEqualTo(Outcome.CANCELLED);
  }

  private static String value(Update update, String path) {
    return String.valueOf(update.field(path).map(ReportedField::value).orElse(null));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS,              usual,    MATCH,     MATCH,     NEW",
    "SUCCESS_DATA_CHANGED, usual,    CHANGE,    MATCH,     NEW",
    "CANCELED,             usual,    ORIGINAL,  ORIGINAL,  ",
    "ABORTED,              usual,    ORIGINAL,  ORIGINAL,  ",
    "SUCCESS_DATA_CHANGED, match,    MATCH,     MATCH,     NEW",
    "SUCCESS,              name,     CHANGE,    MATCH,     NEW",
    "SUCCESS,              address,  MATCH,     CHANGE,    NEW",
    "SUCCESS,              most,     CHANGE,    CHANGE,    NEW",
    "SUCCESS,              new,      NEW,       NEW,       NEW",
    "SUCCESS,              redacted, REDACTION, REDACTION, REDACTION",
    "SUCCESS,              original, ORIGINAL,  ORIGINAL,  ",
  })
  void theDataDiffersAsChosen(
      String result, String changes, String lastName, String street, @Nullable String number) {
    Update update = update(Map.of("result", result, "changes", changes));

    assertThat(status(update, "userdata.lastname")).isEqualTo(lastName);
    assertThat(status(update, "userdata.address.street")).isEqualTo(street);
    assertThat(status(update, "identificationdocument.number")).isEqualTo(number);
    assertThat(update.fields())
        .filteredOn(field -> "CHANGE".equals(field.status()))
        .allSatisfy(field -> assertThat(field.value()).isNotEqualTo(field.original()));
    assertThat(update.fields())
        .filteredOn(field -> "ORIGINAL".equals(field.status()))
        .allSatisfy(field -> assertThat(field.value()).isNull());
  }

  private static @Nullable String status(Update update, String path) {
    return update.field(path).map(ReportedField::status).orElse(null);
  }

  @Test
  void theClientReferenceIsReadAndTheBodySaysThatItIsSimulated() {
    assertThat(read(Map.of()).clientReference()).isEqualTo("REF-1");
    assertThat(new String(body(Map.of()), UTF_8)).contains("Simulated by Checkpost", "SIMULATED");
  }

  @Test
  void theShapeIsThatOfThePagesSample() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            W2SimulatorTest.class.getResourceAsStream(
                "/io/checkpost/ingest/demo/w2-dvfc-alert.json"))) {
      JsonNode sample = JSON.readTree(in);
      JsonNode made =
          JSON.readTree(
              body(
                  Map.of(
                      "result", "FRAUD_SUSPICION_CONFIRMED",
                      "reason", "USER_CANCELLATION",
                      "changes", "most")));
      assertThat(paths("", made)).isEqualTo(paths("", sample));
    }
  }

  private static Set<String> paths(String path, JsonNode node) {
    Set<String> paths = new TreeSet<>();
    if (!node.isObject()) {
      paths.add(path + " " + node.getNodeType());
    }
    node.properties()
        .forEach(each -> paths.addAll(paths(path + "." + each.getKey(), each.getValue())));
    return paths;
  }

  @Test
  void everyStepOfAScenarioCanBeChosen() {
    List<String> steps = new ArrayList<>();
    KIND.scenarios()
        .forEach(
            scenario ->
                scenario.steps().forEach(step -> steps.add(String.valueOf(step.get("result")))));
    assertThat(steps).isNotEmpty().allMatch(choice("result")::offers);
  }
}
