package com.example.examplecheck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.spi.WebhookRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader alone, without a server. */
class ExampleCheckProviderTest {

  private final ExampleCheckProvider provider = new ExampleCheckProvider();

  @Test
  void readsTheSample() {
    Update update = understood(Sample.POSSIBLE_HIT).updates().get(0);

    assertThat(update.checkType()).isEqualTo(ExampleCheckProvider.WATCHLIST);
    assertThat(update.subjectId()).isEqualTo("A-17");
    assertThat(update.objectId()).isEqualTo("S-4711");
    assertThat(update.isFinal()).isFalse();
    assertThat(update.fields())
        .filteredOn(field -> !field.documented())
        .extracting(field -> field.name())
        .containsExactly("screening.score");
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, PENDING",
    "POSSIBLE_HIT, REVIEW",
    "CLEAR, PASSED",
    "clear, PASSED",
    "HIT, FAILED",
    "CLEARED, UNRECOGNISED",
    "OK, UNRECOGNISED",
  })
  void onlyWhatTheDocumentSaysIsAPass(String decision, Outcome outcome) {
    String body = Sample.POSSIBLE_HIT.replace("POSSIBLE_HIT", decision);

    assertThat(understood(body).updates().get(0).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "screening.changed, account.closed, other_webhook",
    "WATCHLIST, PALM_READING, unrecognised_type",
    "WATCHLIST, COMPANY, company",
    "POSSIBLE_HIT, '', missing_field",
  })
  void whatCannotBeActedUponIsQuarantined(String part, String instead, String reason) {
    assertThat(interpret(Sample.POSSIBLE_HIT.replace(part, instead)))
        .isInstanceOfSatisfying(
            Interpretation.Quarantined.class,
            quarantined -> assertThat(quarantined.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not JSON", "{\"event\":"})
  void whatIsNotJsonIsSaidToBeNone(String body) {
    assertThat(interpret(body)).isInstanceOf(Interpretation.NotJson.class);
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, PENDING",
    "POSSIBLE_HIT, REVIEW",
    "CLEAR, PASSED",
    "HIT, FAILED",
    "SOMETHING_NEW, UNRECOGNISED",
  })
  void whatIsMadeUpIsReadAsWhatItIs(String decision, Outcome outcome) {
    Simulator simulator = provider.simulator().orElseThrow();
    Simulator.Person person =
        new Simulator.Person(
            "ada",
            "7e57da7a-1",
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
    byte[] body =
        simulator.body(
            new Simulator.Order(
                "adverse_media",
                Map.of("decision", decision),
                person,
                null,
                null,
                "REF",
                "run",
                Instant.EPOCH));

    Update update = understood(new String(body, UTF_8)).updates().get(0);
    assertThat(update.checkType()).isEqualTo(ExampleCheckProvider.ADVERSE_MEDIA);
    assertThat(update.outcome()).isEqualTo(outcome);
    assertThat(update.subjectId()).isEqualTo("7E57DA7A-1");
  }

  private Interpretation.Understood understood(String body) {
    return (Interpretation.Understood) interpret(body);
  }

  private Interpretation interpret(String body) {
    return provider.interpret(new WebhookRequest(body.getBytes(UTF_8), Map.of(), Map.of()));
  }
}
