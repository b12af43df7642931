package io.checkpost.ingest.journal;

import io.checkpost.api.spi.Interpretation;
import io.checkpost.ingest.privacy.DataKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of messages that turn out to be something else than was thought. */
final class MessageRows {

  private final Connection connection;
  private final Instant now;
  private final ReceivedDeltas deltas;

  MessageRows(Connection connection, Instant now, ReceivedDeltas deltas) {
    this.connection = connection;
    this.now = now;
    this.deltas = deltas;
  }

  /** Makes an understood message of a quarantined one, sealed as if it had been one at once. */
  void understand(
      LockedMessage message,
      Interpretation.Understood understood,
      Rereading.MessageRow former,
      Disposition disposition,
      @Nullable UUID duplicateOf)
      throws SQLException {
    StoredRequest stored = message.stored();
    String reference = understood.clientReference();
    DataKey key = message.subject().key();
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE message SET disposition = ?, reason = NULL, reason_detail = NULL,
              duplicate_of = ?, subject_id = ?, client_reference_index = ?, test = ?,
              sealed_envelope = ?, reinterpreted_at = ?, former_disposition = ?
            WHERE id = ?""")) {
      update.setString(1, disposition.code());
      update.setObject(2, duplicateOf);
      update.setObject(3, message.subject().id());
      update.setBytes(
          4,
          reference == null ? null : message.keys().clientReference(stored.provider(), reference));
      update.setBoolean(5, understood.test() || stored.envelope().isSimulated());
      update.setBytes(
          6,
          SealedColumns.sealEnvelope(
              key, stored.id().value(), stored.envelope().withClientReference(reference)));
      update.setObject(7, LockedRows.timestamp(now));
      update.setString(8, former.disposition().code());
      update.setObject(9, stored.id().value());
      update.executeUpdate();
    }
    if (!former.keyId().equals(key.id())) {
      sealBody(stored, key, former);
    }
  }

  /** Erasing the person then erases the message, too. */
  private void sealBody(StoredRequest stored, DataKey key, Rereading.MessageRow former)
      throws SQLException {
    UUID messageId = stored.id().value();
    try (PreparedStatement update =
            connection.prepareStatement(
                "UPDATE message SET key_id = ?, sealed_body = ? WHERE id = ?");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM data_key WHERE id = ?")) {
      update.setObject(1, key.id());
      update.setBytes(2, SealedColumns.sealBody(key, messageId, stored.body()));
      update.setObject(3, messageId);
      update.executeUpdate();
      if (former.subjectId() == null) {
        // the message's own, which seals nothing any more
        delete.setObject(1, former.keyId());
        delete.executeUpdate();
      }
    }
  }

  /** Tells whether any update of a message changed anything. */
  boolean saysNews(UUID messageId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT 1 FROM check_update WHERE message_id = ? AND kind IS NOT NULL LIMIT 1""")) {
      select.setObject(1, messageId);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Makes a duplicate of an accepted message, and of its duplicates those of its original. */
  void becomeDuplicate(UUID messageId, UUID subjectId, UUID original) throws SQLException {
    change(messageId, Disposition.DUPLICATE, original, Disposition.ACCEPTED);
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE message SET duplicate_of = ? WHERE subject_id = ? AND duplicate_of = ?")) {
      update.setObject(1, original);
      update.setObject(2, subjectId);
      update.setObject(3, messageId);
      update.executeUpdate();
    }
  }

  /** Makes an accepted message of a duplicate: what repeated its original later repeats it now. */
  void becomeAccepted(Place place, UUID subjectId, UUID original) throws SQLException {
    change(place.messageId(), Disposition.ACCEPTED, null, Disposition.DUPLICATE);
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE message SET duplicate_of = ? WHERE subject_id = ? AND duplicate_of = ?
              AND received_at >= ? AND (received_at > ? OR id > ?)""")) {
      update.setObject(1, place.messageId());
      update.setObject(2, subjectId);
      update.setObject(3, original);
      update.setObject(4, LockedRows.timestamp(place.receivedAt()));
      update.setObject(5, LockedRows.timestamp(place.receivedAt()));
      update.setObject(6, place.messageId());
      update.executeUpdate();
    }
  }

  private void change(
      UUID messageId, Disposition disposition, @Nullable UUID duplicateOf, Disposition former)
      throws SQLException {
    deltas.remove(connection, messageId);
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE message SET disposition = ?, duplicate_of = ?, reinterpreted_at = ?,
              former_disposition = ? WHERE id = ?""")) {
      update.setString(1, disposition.code());
      update.setObject(2, duplicateOf);
      update.setObject(3, LockedRows.timestamp(now));
      update.setString(4, former.code());
      update.setObject(5, messageId);
      update.executeUpdate();
    }
    deltas.add(connection, messageId);
  }

  /** Marks a message whose updates are read otherwise now. */
  void markRewritten(UUID messageId) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE message SET reinterpreted_at = ?, former_disposition = disposition
            WHERE id = ?""")) {
      update.setObject(1, LockedRows.timestamp(now));
      update.setObject(2, messageId);
      update.executeUpdate();
    }
  }

  /** Tells whether observers get later messages of the subject before this one. */
  boolean isOvertaken(UUID subjectId, Place place) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT 1 FROM message WHERE subject_id = ? AND disposition = 'accepted'
              AND received_at >= ? AND (received_at > ? OR id > ?) LIMIT 1""")) {
      select.setObject(1, subjectId);
      select.setObject(2, LockedRows.timestamp(place.receivedAt()));
      select.setObject(3, LockedRows.timestamp(place.receivedAt()));
      select.setObject(4, place.messageId());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }
}
