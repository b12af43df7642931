package io.checkpost.ingest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.Certainty;
import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.ReportedField;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Messages for tests of the journal and of what reads it. */
public final class Messages {

  private final PortalId portal;
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");

  public Messages(PortalId portal) {
    this.portal = portal;
  }

  public Messages later(long amount, ChronoUnit unit) {
    now = now.plus(amount, unit);
    return this;
  }

  public ReceivedMessage understood(Update... updates) {
    return message(
        new Interpretation.Understood(updates[0].subjectId(), null, false, List.of(updates)));
  }

  public ReceivedMessage quarantined(String reason, String detail) {
    return message(new Interpretation.Quarantined(reason, detail));
  }

  public ReceivedMessage message(Interpretation interpretation) {
    return message(Map.of(), interpretation);
  }

  /** Returns a message that Checkpost itself made up. */
  public ReceivedMessage simulated(Interpretation interpretation) {
    return message(Map.of(Envelope.SIMULATED, List.of("ada")), interpretation);
  }

  private ReceivedMessage message(
      Map<String, List<String>> headers, Interpretation interpretation) {
    return new ReceivedMessage(
        new MessageId(TimeOrderedId.next(now)),
        portal,
        "credas",
        now,
        "{\"a\":1}".getBytes(UTF_8),
        new Envelope("00", headers, "127.0.0.1", null, null),
        interpretation);
  }

  /** A right-to-rent check of subject s with a code; 1 and 4 pass, 2 and 5 fail, else pending. */
  public static Update update(String objectId, int code) {
    return update(CheckType.RIGHT_TO_RENT, "s", objectId, code);
  }

  public static Update update(CheckType type, String subjectId, String objectId, int code) {
    Outcome outcome =
        switch (code) {
          case 1, 4 -> Outcome.PASSED;
          case 2, 5 -> Outcome.FAILED;
          case 3, 6 -> Outcome.REVIEW;
          default -> Outcome.PENDING;
        };
    return new Update(
        type,
        subjectId,
        "client",
        objectId,
        outcome,
        Certainty.PROBABLE,
        outcome.isDecided() ? true : false,
        code >= 4 && code <= 6,
        List.of(
            new ResultCode("Status", String.valueOf(code), "Label", outcome, Certainty.PROBABLE)),
        List.of(new ReportedField("note", null, "x", null, false)));
  }

  public static PortalId portalIn(io.checkpost.ingest.database.TestDatabase store) {
    UUID id = UUID.randomUUID();
    store.execute(
        """
        INSERT INTO portal (id, provider, name, sealed_signing_secret, code_lists,
          source_addresses, paused,
          created_at, version)
        VALUES (?, 'credas', 'Test', ?, '{}', '', FALSE, CURRENT_TIMESTAMP, 0)""",
        id,
        new byte[] {1});
    return new PortalId(id);
  }
}
