package io.checkpost.ingest.provider.credas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.Circumstances;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import io.checkpost.api.credas.DatacheckUpdate;
import io.checkpost.api.credas.IdDocumentUpdate;
import io.checkpost.api.credas.LivenessUpdate;
import io.checkpost.api.credas.NameCheckUpdate;
import io.checkpost.api.credas.RightToRentUpdate;
import io.checkpost.api.credas.RightToWorkUpdate;
import io.checkpost.api.credas.SafeHarbourUpdate;
import io.checkpost.api.credas.ShareCodeUpdate;
import io.checkpost.api.credas.SupportingDocumentUpdate;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.api.spi.WebhookRequest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CredasUpdateTest {

  private static final String PERSON = "9811e0dc-7bbb-4fdf-be96-b8c7c105080f";

  private final CredasProvider provider = new CredasProvider();

  @Test
  void everyTypeHasAnEventInTheWordsOfThePage() {
    assertThat(event(1, "\"EntityIdvEntryIdDocumentId\":\"d-1\",\"NameCheckVerificationResult\":3"))
        .isInstanceOfSatisfying(
            NameCheckUpdate.class,
            event -> {
              assertThat(event.entityId()).isEqualTo(PERSON);
              assertThat(event.clientId()).isEmpty();
              assertThat(event.documentId()).isEqualTo("d-1");
              assertThat(event.nameCheck().label()).isEqualTo("PendingManualCheck");
            });
    assertThat(event(2, "\"Status\":1"))
        .isInstanceOfSatisfying(
            ShareCodeUpdate.class, event -> assertThat(event.codes()).hasSize(1));
    assertThat(event(3, "\"EntityIdvEntryId\":\"e-1\",\"VerificationResult\":1"))
        .isInstanceOfSatisfying(
            LivenessUpdate.class, event -> assertThat(event.entryId()).isEqualTo("e-1"));
    assertThat(
            event(
                4,
                "\"EntityIdvEntryIdDocumentId\":\"d-1\",\"VerificationResult\":5,"
                    + "\"FacialMatchVerificationResult\":1"))
        .isInstanceOfSatisfying(
            IdDocumentUpdate.class,
            event -> {
              assertThat(event.verificationResult().outcome()).isEqualTo(Outcome.FAILED);
              assertThat(event.update().decidedByPerson()).isTrue();
              assertThat(event.facialMatch()).map(ResultCode::outcome).contains(Outcome.PASSED);
              assertThat(event.backScan()).isEmpty();
            });
    assertThat(event(5, "\"NonBiometricDocumentId\":\"n-1\",\"Status\":4"))
        .isInstanceOfSatisfying(
            SupportingDocumentUpdate.class,
            event -> assertThat(event.status().outcome()).isEqualTo(Outcome.UNCONFIRMED));
    assertThat(event(6, "\"DataCheckId\":70040,\"Status\":3"))
        .isInstanceOfSatisfying(
            DatacheckUpdate.class, event -> assertThat(event.dataCheckId()).isEqualTo(70040L));
    assertThat(event(7, "\"rtxId\":\"23\",\"Status\":6"))
        .isInstanceOfSatisfying(
            RightToRentUpdate.class,
            event -> {
              assertThat(event.rtxId()).isEqualTo(23L);
              assertThat(event.status().label()).isEqualTo("ManualRefer / Refer");
              assertThat(event.update().decidedByPerson()).isFalse();
            });
    assertThat(event(8, "\"Id\":23,\"Status\":8"))
        .isInstanceOfSatisfying(
            RightToWorkUpdate.class,
            event -> assertThat(event.status().label()).isEqualTo("not listed / Complete"));
    assertThat(event(9, "\"EntityIdvId\":4295,\"VerificationResult\":4"))
        .isInstanceOfSatisfying(
            SafeHarbourUpdate.class, event -> assertThat(event.entityIdvId()).isEqualTo(4295L));
  }

  @Test
  void offersListsOnlyWhereNoPageSettlesThem() {
    assertThat(provider.codeLists())
        .containsOnlyKeys(
            CheckType.SHARE_CODE,
            CheckType.SUPPORTING_DOCUMENT,
            CheckType.DATACHECK,
            CheckType.RIGHT_TO_RENT,
            CheckType.RIGHT_TO_WORK);
    assertThat(provider.codeLists().get(CheckType.RIGHT_TO_RENT))
        .containsExactly("verification-result", "active-checks");
  }

  @Test
  void saysWhomAQuarantinedBodyConcerns() {
    assertThat(interpret(10, "\"Id\":1"))
        .isInstanceOfSatisfying(
            Interpretation.Quarantined.class,
            quarantined -> assertThat(quarantined.subjectId()).isEqualTo(PERSON));
  }

  private VerificationEvent event(int type, String members) {
    Interpretation interpretation = interpret(type, members);
    assertThat(interpretation).isInstanceOf(Interpretation.Understood.class);
    Update update = ((Interpretation.Understood) interpretation).updates().get(0);
    return provider.event(
        update,
        new Circumstances(
            new MessageId(new UUID(0, 1)),
            new PortalId(new UUID(0, 2)),
            "credas",
            Instant.EPOCH,
            1,
            null,
            ChangeKind.FIRST,
            false,
            false,
            false,
            1,
            false));
  }

  private Interpretation interpret(int type, String members) {
    String body =
        "{\"UpdateType\":%d,\"Payload\":{%s,\"EntityId\":\"{%s}\"}}"
            .formatted(type, members, PERSON);
    return provider.interpret(new WebhookRequest(body.getBytes(UTF_8), Map.of(), Map.of()));
  }
}
