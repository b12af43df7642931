package com.example.examplecheck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.Outcome;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookRequest;
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

  private Interpretation.Understood understood(String body) {
    return (Interpretation.Understood) interpret(body);
  }

  private Interpretation interpret(String body) {
    return provider.interpret(new WebhookRequest(body.getBytes(UTF_8), Map.of(), Map.of()));
  }
}
