package io.checkpost.ingest.management;

import static io.checkpost.ingest.journal.TestJournal.update;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.check.Change;
import io.checkpost.ingest.check.Check;
import io.checkpost.ingest.check.ReportedUpdate;
import io.checkpost.ingest.check.Subject;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.message.MessageDetail;
import io.checkpost.ingest.message.MessageSiblings;
import io.checkpost.ingest.message.MessageSummary;
import io.checkpost.ingest.message.ObserverState;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.relay.Delivery;
import io.checkpost.ingest.relay.DeliveryAttempt;
import io.checkpost.ingest.relay.DeliveryDetail;
import io.checkpost.ingest.relay.DeliveryState;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract's JSON, to the letter. */
class ViewsTest {

  private static final String MESSAGE = "01a20224-e767-7407-b14f-094203894e5d";
  private static final String PORTAL = "01a20224-e6eb-728e-bbd2-3e65f44c5417";
  private static final Instant RECEIVED_AT = Instant.parse("2026-11-22T07:25:02.695839Z");
  private static final String ITEM =
      "{\"id\":\"01a20224-e767-7407-b14f-094203894e5d\","
          + "\"portalId\":\"01a20224-e6eb-728e-bbd2-3e65f44c5417\",\"provider\":\"credas\","
          + "\"receivedAt\":\"2026-11-22T07:25:02.695839Z\",\"disposition\":\"accepted\","
          + "\"reason\":null,\"reasonDetail\":null,\"duplicateOf\":null,\"sha256\":\"5ha\","
          + "\"size\":7,\"test\":false,\"simulated\":false,\"clientIdFlag\":\"other_portal\","
          + "\"reinterpretedAt\":null,\"formerDisposition\":null";
  private static final MessageSummary SUMMARY =
      new MessageSummary(
          MessageId.of(MESSAGE),
          PortalId.of(PORTAL),
          "credas",
          RECEIVED_AT,
          Disposition.ACCEPTED,
          null,
          null,
          null,
          "person",
          "5ha",
          7,
          false,
          false,
          ClientIdFlag.OTHER_PORTAL,
          null,
          null,
          List.of());

  private static String json(View view) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    new JsonBodies()
        .writeTo(
            view,
            view.getClass(),
            view.getClass(),
            new Annotation[0],
            MediaType.APPLICATION_JSON_TYPE,
            new MultivaluedHashMap<>(),
            body);
    return body.toString(UTF_8);
  }

  @Test
  void aPageHasItemsAndTheNextCursor() throws IOException {
    assertThat(json(ListView.of(new Page<>(List.of(SUMMARY), "abc"), MessageItemView::of)))
        .isEqualTo("{\"items\":[" + ITEM + "}],\"next\":\"abc\"}");
    assertThat(json(ListView.of(new Page<MessageSummary>(List.of(), null), MessageItemView::of)))
        .isEqualTo("{\"items\":[],\"next\":null}");
  }

  @Test
  void aMessageHasUpdatesObserversAndDeliveries() throws IOException {
    MessageDetail detail =
        new MessageDetail(
            SUMMARY,
            null,
            List.of(
                new ReportedUpdate(
                    update("person", CheckType.LIVENESS, "o-1", Outcome.PASSED),
                    3L,
                    ChangeKind.PROGRESS,
                    Outcome.REVIEW,
                    false),
                new ReportedUpdate(
                    update("person", CheckType.ID_DOCUMENT, "o-2", Outcome.REVIEW),
                    null,
                    null,
                    null,
                    false)),
            RECEIVED_AT,
            List.of(
                new ObserverState(
                    "acme.Mail",
                    ObserverState.State.WAITING,
                    2,
                    RECEIVED_AT,
                    RECEIVED_AT,
                    RECEIVED_AT,
                    "IOException",
                    1)));
    MessageSiblings alone =
        new MessageSiblings(null, List.of(), false, List.of(), List.of(), false);

    assertThat(json(MessageView.of(detail, List.of(), alone)))
        .isEqualTo(
            ITEM
                + ",\"updates\":[{\"checkType\":\"liveness\",\"subjectId\":\"person\","
                + "\"clientId\":\"client-7\",\"objectId\":\"o-1\",\"outcome\":\"passed\","
                + "\"certainty\":\"documented\",\"final\":true,"
                + "\"results\":[{\"name\":\"VerificationResult\",\"code\":\"passed\","
                + "\"label\":\"label of passed\",\"outcome\":\"passed\"}],\"fields\":[],"
                + "\"kind\":\"progress\",\"previousOutcome\":\"review\",\"returned\":false,"
                + "\"sequence\":3},"
                + "{\"checkType\":\"id_document\",\"subjectId\":\"person\","
                + "\"clientId\":\"client-7\",\"objectId\":\"o-2\",\"outcome\":\"review\","
                + "\"certainty\":\"documented\",\"final\":null,"
                + "\"results\":[{\"name\":\"VerificationResult\",\"code\":\"review\","
                + "\"label\":\"label of review\",\"outcome\":\"review\"}],\"fields\":[],"
                + "\"kind\":null,\"previousOutcome\":null,\"returned\":false,"
                + "\"sequence\":null}],"
                + "\"observedAt\":\"2026-11-22T07:25:02.695839Z\","
                + "\"observers\":[{\"observer\":\"acme.Mail\",\"state\":\"waiting\","
                + "\"attempts\":2,\"firstFailedAt\":\"2026-11-22T07:25:02.695839Z\","
                + "\"lastFailedAt\":\"2026-11-22T07:25:02.695839Z\","
                + "\"nextAttemptAt\":\"2026-11-22T07:25:02.695839Z\","
                + "\"cause\":\"IOException\",\"owed\":1}],\"deliveries\":[],"
                + "\"siblings\":{\"original\":null,\"duplicates\":[],\"checks\":[],"
                + "\"samePerson\":[]}}");
  }

  @Test
  void aDeliveryHasItsAttemptsCountedInListsAndOneByOneInDetail() throws IOException {
    UUID id = UUID.fromString("01a20224-e767-7407-b14f-0942038900aa");
    Delivery delivery =
        new Delivery(
            id,
            MessageId.of(MESSAGE),
            PortalId.of(PORTAL),
            PortalId.of(PORTAL),
            DeliveryState.PENDING,
            1,
            RECEIVED_AT,
            RECEIVED_AT,
            null,
            503,
            "http_5xx",
            null,
            null);
    String before =
        "{\"id\":\"01a20224-e767-7407-b14f-0942038900aa\","
            + "\"messageId\":\"01a20224-e767-7407-b14f-094203894e5d\","
            + "\"portalId\":\"01a20224-e6eb-728e-bbd2-3e65f44c5417\","
            + "\"targetPortalId\":\"01a20224-e6eb-728e-bbd2-3e65f44c5417\","
            + "\"state\":\"pending\",\"attempts\":";
    String after =
        ",\"createdAt\":\"2026-11-22T07:25:02.695839Z\","
            + "\"nextAttemptAt\":\"2026-11-22T07:25:02.695839Z\",\"deliveredAt\":null,"
            + "\"lastStatus\":503,\"lastCause\":\"http_5xx\",\"closedAt\":null,\"closedBy\":null}";

    assertThat(json(DeliveryView.of(delivery))).isEqualTo(before + "1" + after);
    DeliveryAttempt attempt =
        new DeliveryAttempt(
            1, RECEIVED_AT, 12, 503, "http_5xx", "192.0.2.1", 3, Map.of("retry-after", "7"));
    assertThat(json(DeliveryDetailView.of(new DeliveryDetail(delivery, List.of(attempt)))))
        .isEqualTo(
            before
                + "[{\"number\":1,\"startedAt\":\"2026-11-22T07:25:02.695839Z\","
                + "\"durationMillis\":12,\"status\":503,\"cause\":\"http_5xx\","
                + "\"address\":\"192.0.2.1\",\"responseSize\":3,"
                + "\"responseHeaders\":{\"retry-after\":\"7\"}}]"
                + after);
  }

  @Test
  void aSubjectHasChecksWithTheirHistory() throws IOException {
    Subject subject =
        new Subject(
            "credas",
            "person",
            List.of(
                new Check(
                    CheckType.RIGHT_TO_RENT,
                    "23",
                    Outcome.PASSED,
                    PortalId.of(PORTAL),
                    List.of(
                        new Change(
                            MessageId.of(MESSAGE),
                            RECEIVED_AT,
                            null,
                            Outcome.PASSED,
                            ChangeKind.FIRST,
                            false)))));

    assertThat(json(SubjectView.of(subject)))
        .isEqualTo(
            "{\"subjectId\":\"person\",\"checks\":[{\"checkType\":\"right_to_rent\","
                + "\"objectId\":\"23\",\"outcome\":\"passed\","
                + "\"portalId\":\"01a20224-e6eb-728e-bbd2-3e65f44c5417\","
                + "\"history\":[{\"messageId\":\"01a20224-e767-7407-b14f-094203894e5d\","
                + "\"receivedAt\":\"2026-11-22T07:25:02.695839Z\",\"from\":null,"
                + "\"to\":\"passed\",\"kind\":\"first\",\"returned\":false}]}]}");
  }
}
