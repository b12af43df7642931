package io.checkpost.ingest.provider.w2;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.Circumstances;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.ReportedField;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.api.w2.ChangedValue;
import io.checkpost.api.w2.DvfcAlert;
import io.checkpost.api.w2.IdentificationResult;
import io.checkpost.api.w2.Reason;
import io.checkpost.api.w2.ValueStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DvfcAlertTest {

  private final W2Provider provider = new W2Provider();

  @Test
  void readsThePublishedSample() throws IOException {
    DvfcAlert alert = alert(sample());

    assertThat(alert.sessionId()).isEqualTo("00eb2d04-1e98-44eb-a5d8-bbcfc1c536d7");
    assertThat(alert.clientReference()).isEmpty();
    assertThat(alert.result()).contains(IdentificationResult.FRAUD_SUSPICION_CONFIRMED);
    assertThat(alert.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(alert.dataChanged()).isFalse();
    assertThat(alert.reason()).map(Reason::isKnown).contains(true);
    assertThat(alert.reason()).map(Reason::results).get().asString().contains("CANCELED");
    assertThat(alert.identificationTime())
        .contains(OffsetDateTime.parse("2019-06-06T09:34:10+02:00"));
    assertThat(alert.type()).contains("APP");
    assertThat(alert.customData().custom5()).contains("you like.");
    assertThat(alert.contactData().mobilePhone())
        .map(ChangedValue::value)
        .contains("+441789012345");
    assertThat(alert.userData().birthday())
        .contains(new ChangedValue(ValueStatus.CHANGE, "1981-10-17", "1987-05-23"));
    assertThat(alert.userData().address().zipcode())
        .contains(new ChangedValue(ValueStatus.MATCH, "W1U", null));
    assertThat(alert.userData().address().streetNumber()).isEmpty();
    assertThat(alert.identityDocument().validUntil())
        .contains(new ChangedValue(ValueStatus.NEW, "2024-10-16", null));
    assertThat(alert.changedFields()).hasSize(8);
  }

  @Test
  void printsNoPersonalValue() throws IOException {
    DvfcAlert alert = alert(sample());
    String printed =
        String.join(
            " ",
            alert.toString(),
            alert.userData().toString(),
            alert.userData().firstName().toString(),
            alert.userData().address().toString(),
            alert.contactData().toString(),
            alert.customData().toString(),
            alert.identityDocument().toString(),
            alert.reason().toString(),
            Reason.of("Olivia said so").toString());

    for (ReportedField field : alert.update().fields()) {
      if (!field.name().startsWith("identificationprocess")) {
        assertThat(printed).doesNotContain(nonBlank(field.value()), nonBlank(field.original()));
      }
    }
    assertThat(printed).doesNotContain("Olivia");
  }

  @Test
  void findsAFlatAddress() {
    DvfcAlert alert =
        alert(
            """
            {"identificationprocess":{"result":"Sucess Data Changed","sessionId":"s-1"},
             "customdata":{"custom1":" ref-1 "},
             "userdata":{"city":"LONDON","address":{"street":"BAKER STREET"}}}
            """
                .getBytes(StandardCharsets.UTF_8));

    assertThat(alert.dataChanged()).isTrue();
    assertThat(alert.clientReference()).contains("ref-1");
    assertThat(alert.userData().address().city()).map(ChangedValue::value).contains("LONDON");
    assertThat(alert.userData().address().street())
        .map(ChangedValue::value)
        .contains("BAKER STREET");
    assertThat(alert.identificationTime()).isEmpty();
  }

  @Test
  void keepsNoPictureInFields() throws IOException {
    String picture = "iVBORw0KGgo" + "A".repeat(20_000);
    DvfcAlert alert =
        alert(
            """
            {"caseId":"c-1","dvfcWebResult":{"notification":{"eventData":{"businessUid":"s-1"}},
             "onboardingResults":{"result":{"analysisResults":[
              {"listCapturedDocs":["iVBORw0KGgo="],"another":"%s"}]}}}}
            """
                .formatted(picture)
                .getBytes(StandardCharsets.UTF_8));

    assertThat(alert.update().fields())
        .extracting(ReportedField::value)
        .noneMatch(value -> String.valueOf(value).contains("iVBORw0KGgo"))
        .anyMatch(value -> String.valueOf(value).contains("1 left out"));
  }

  private static String nonBlank(@Nullable String value) {
    return value == null || value.length() < 3 ? "\u0000" : value;
  }

  private DvfcAlert alert(byte[] body) {
    Interpretation interpretation =
        provider.interpret(new WebhookRequest(body, Map.of(), Map.of()));
    assertThat(interpretation).isInstanceOf(Interpretation.Understood.class);
    return (DvfcAlert)
        provider.event(
            ((Interpretation.Understood) interpretation).updates().get(0), circumstances());
  }

  private static Circumstances circumstances() {
    return new Circumstances(
        new MessageId(new UUID(0, 1)),
        new PortalId(new UUID(0, 2)),
        "w2",
        Instant.EPOCH,
        1,
        null,
        ChangeKind.FIRST,
        false,
        false,
        false,
        1,
        false);
  }

  private static byte[] sample() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            DvfcAlertTest.class.getResourceAsStream(
                "/io/checkpost/ingest/demo/w2-dvfc-alert.json"))) {
      return in.readAllBytes();
    }
  }
}
