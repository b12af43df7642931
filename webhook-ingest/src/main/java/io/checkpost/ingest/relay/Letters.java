package io.checkpost.ingest.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.checkpost.api.ChangeKind;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.api.Update;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.check.ReportedUpdate;
import io.checkpost.ingest.check.UpdateView;
import io.checkpost.ingest.database.Database;
import io.checkpost.ingest.journal.SealedColumns;
import io.checkpost.ingest.portal.RelayTarget;
import io.checkpost.ingest.privacy.DataKey;
import io.checkpost.ingest.privacy.KeysetInForce;
import io.checkpost.ingest.signature.StandardWebhooks;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes and signs what is sent to a target. */
@ApplicationSingleton
final class Letters {

  private static final String PORTAL = "checkpost-portal";
  private static final String PROVIDER = "checkpost-provider";

  /** The header of what the simulator made up; no portal can have one of this name. */
  static final String SIMULATED = "checkpost-simulated";

  /** The client says who sends; a portal may have such a header, and it is not sent. */
  private static final String USER_AGENT = "user-agent";

  private static final ObjectWriter JSON = JsonMapper.builder().build().writer();

  private final Database database;
  private final KeysetInForce keyset;

  @Inject
  Letters(Database database, KeysetInForce keyset) {
    this.database = database;
    this.keyset = keyset;
  }

  /**
   * A message in Checkpost's words: the updates that changed something, as the management API shows
   * them.
   */
  private record Normalised(
      String messageId,
      String portalId,
      String provider,
      String receivedAt,
      boolean test,
      List<UpdateView> updates) {}

  /** Returns the letter of a delivery; empty when the data of its message was erased. */
  Optional<Letter> write(DueDelivery delivery, RelayTarget target, Instant now)
      throws SQLException {
    return database.inTransaction(connection -> write(connection, delivery, target, now));
  }

  private Optional<Letter> write(
      Connection connection, DueDelivery delivery, RelayTarget target, Instant now)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT m.provider, m.received_at, m.test, m.sealed_body, k.id, k.wrapped, k.created_at,
              m.sealed_envelope
            FROM message m JOIN data_key k ON k.id = m.key_id WHERE m.id = ?""")) {
      select.setObject(1, delivery.messageId());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        DataKey key =
            keyset
                .get()
                .unwrap(
                    row.getObject(5, UUID.class),
                    row.getBytes(6),
                    row.getObject(7, OffsetDateTime.class).toInstant());
        byte[] body =
            target.normalised()
                ? normalised(connection, delivery, row, key)
                : SealedColumns.openBody(key, delivery.messageId(), row.getBytes(4));
        Map<String, String> headers =
            headers(
                delivery.messageId().toString(),
                new PortalId(delivery.portalId()),
                row.getString(1),
                target,
                now,
                body);
        if (isSimulated(row, delivery, key)) {
          headers.put(SIMULATED, "true");
        }
        return Optional.of(new Letter(target.url(), headers, body, key));
      }
    }
  }

  /** Whatever is simulated is a test, so that nothing else has to be opened. */
  private static boolean isSimulated(ResultSet message, DueDelivery delivery, DataKey key)
      throws SQLException {
    return message.getBoolean(3)
        && SealedColumns.openEnvelope(key, delivery.messageId(), message.getBytes(8)).isSimulated();
  }

  private static byte[] normalised(
      Connection connection, DueDelivery delivery, ResultSet message, DataKey key)
      throws SQLException {
    Normalised normalised =
        new Normalised(
            delivery.messageId().toString(),
            delivery.portalId().toString(),
            message.getString(1),
            message.getObject(2, OffsetDateTime.class).toInstant().toString(),
            message.getBoolean(3),
            updates(connection, delivery.messageId(), key));
    try {
      return JSON.writeValueAsBytes(normalised);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("an update cannot be written", e);
    }
  }

  private static List<UpdateView> updates(Connection connection, UUID messageId, DataKey key)
      throws SQLException {
    List<UpdateView> updates = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT ordinal, sequence, kind, previous_outcome, returned, sealed_content
            FROM check_update WHERE message_id = ? AND kind IS NOT NULL ORDER BY ordinal""")) {
      select.setObject(1, messageId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Update update = SealedColumns.openContent(key, messageId, row.getInt(1), row.getBytes(6));
          String previous = row.getString(4);
          updates.add(
              UpdateView.of(
                  new ReportedUpdate(
                      update,
                      row.getLong(2),
                      ChangeKind.of(row.getString(3)),
                      previous == null ? null : Outcome.of(previous),
                      row.getBoolean(5))));
        }
      }
    }
    return updates;
  }

  /** Returns the headers of a letter; they can be changed. */
  static Map<String, String> headers(
      String id,
      PortalId receiving,
      String provider,
      RelayTarget target,
      Instant now,
      byte[] body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(target.headers());
    headers.remove(USER_AGENT);
    headers.put(StandardWebhooks.ID, id);
    headers.put(StandardWebhooks.TIMESTAMP, String.valueOf(now.getEpochSecond()));
    headers.put(
        StandardWebhooks.SIGNATURE,
        target.signingSecrets().stream()
            .map(secret -> StandardWebhooks.sign(secret, id, now, body))
            .collect(Collectors.joining(" ")));
    headers.put(PORTAL, receiving.toString());
    headers.put(PROVIDER, provider);
    return headers;
  }
}
