package io.checkpost.ingest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.Certainty;
import io.checkpost.api.CheckType;
import io.checkpost.api.MessageId;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.privacy.BlindIndex;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts messages into a test's database the way intake does, one at a time. */
public final class TestJournal {

  private final JournalStore store;
  private final Clock clock;

  /** Creates a journal over a database. */
  public TestJournal(TestDatabase database, Clock clock) {
    this.store =
        new JournalStore(database.database(), database.keyset(), new BlindIndex(database.keyset()));
    this.clock = clock;
  }

  /** Returns an update that says no more than its outcome. */
  public static Update update(
      String subjectId, CheckType checkType, String objectId, Outcome outcome) {
    return new Update(
        checkType,
        subjectId,
        "client-7",
        objectId,
        outcome,
        Certainty.DOCUMENTED,
        outcome.isDecided() ? Boolean.TRUE : null,
        false,
        List.of(
            new ResultCode(
                "VerificationResult",
                outcome.code(),
                "label of " + outcome.code(),
                outcome,
                Certainty.DOCUMENTED)),
        List.of());
  }

  /** Appends a message that was understood. */
  public Acknowledgement append(PortalId portal, String provider, Update... updates) {
    return append(portal, provider, null, updates);
  }

  /** Appends a message that was understood, with the customer's reference for the person. */
  public Acknowledgement append(
      PortalId portal, String provider, @Nullable String clientReference, Update... updates) {
    return append(
        portal,
        provider,
        new Interpretation.Understood(
            updates[0].subjectId(), clientReference, false, List.of(updates)));
  }

  /** Appends a message of which it is doubtful whose it is. */
  public Acknowledgement appendFlagged(
      PortalId portal, String provider, ClientIdFlag flag, Update... updates) {
    return append(
        message(
                portal,
                provider,
                new Interpretation.Understood(
                    updates[0].subjectId(), null, false, List.of(updates)))
            .flagged(flag));
  }

  /** Appends a message that Checkpost itself made up. */
  public Acknowledgement appendSimulated(PortalId portal, String provider, Update... updates) {
    return append(
        message(
            portal,
            provider,
            Map.of(Envelope.SIMULATED, List.of("ada")),
            new Interpretation.Understood(updates[0].subjectId(), null, false, List.of(updates))));
  }

  /** Appends a message, with a body of a few bytes. */
  public Acknowledgement append(PortalId portal, String provider, Interpretation interpretation) {
    return append(message(portal, provider, interpretation));
  }

  private ReceivedMessage message(PortalId portal, String provider, Interpretation interpretation) {
    return message(portal, provider, Map.of(), interpretation);
  }

  private ReceivedMessage message(
      PortalId portal,
      String provider,
      Map<String, List<String>> headers,
      Interpretation interpretation) {
    Envelope envelope = new Envelope("5ha", headers, "192.0.2.1", null, null);
    return new ReceivedMessage(
        new MessageId(TimeOrderedId.next(clock.instant())),
        portal,
        provider,
        clock.instant(),
        "{\"a\":1}".getBytes(UTF_8),
        envelope,
        interpretation);
  }

  private Acknowledgement append(ReceivedMessage message) {
    try {
      return store.append(List.of(message)).get(0);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
